// The S3 server of the tests, which checks signatures (version 4) and when they end: node server.js PORT FOLDER
'use strict'

// Signatures are made over the encoding of RFC 3986; the server leaves five characters of it out.
const encode = encodeURIComponent
globalThis.encodeURIComponent = (text) =>
  encode(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

// Clients may also encode the slashes of what is to be copied.
globalThis.decodeURI = decodeURIComponent

const S3rver = require('@20minutes/s3rver')

const [port, directory] = process.argv.slice(2)
new S3rver({
  address: '127.0.0.1',
  port: Number(port),
  directory,
  silent: true,
  vhostBuckets: false,
  configureBuckets: [{ name: 'content' }],
}).run()
