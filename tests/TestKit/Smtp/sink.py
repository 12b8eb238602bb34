"""A real SMTP server for tests: accepts mail on the loopback, writes it down, and misbehaves when told to.

Prints `listening <port>` when it is ready and ends when its standard input closes, so that a killed test leaves nothing
behind. Each accepted mail is one line of <spool>/mails.jsonl: {"connection": <the sender's port>, "isEncrypted": …, "login":
…, "mailFrom": …, "rcptTos": […], "data": <base64>}.
"""

import argparse
import asyncio
import base64
import functools
import hmac
import json
import logging
import os
import signal
import ssl
import threading
import warnings
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

# It warns, once a connection, of logins without TLS, which on the loopback are what a test asks for; unread, the warnings
# would fill the pipe to the test and stop the server.
warnings.filterwarnings("ignore", module="aiosmtpd")
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Sink:
    """Answers the commands of every connection."""

    def __init__(self, spool, failures, rejected, is_encrypted):
        self._mails = open(spool / "mails.jsonl", "a", encoding="utf-8")
        self._failures = failures
        self._is_encrypted = is_encrypted
        self._rejected = [part.lower() for part in rejected]

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if any(part in address.lower() for part in self._rejected):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if self._failures > 0:
            self._failures -= 1
            return "451 4.3.0 Try again later"
        mail = {
            "connection": session.peer[1],
            "isEncrypted": session.ssl is not None or self._is_encrypted,
            "login": None if session.auth_data is None else session.auth_data.decode(),
            "mailFrom": envelope.mail_from,
            "rcptTos": envelope.rcpt_tos,
            "data": base64.b64encode(envelope.original_content).decode("ascii"),
        }
        # Written before the 250, as a mail server must: an accepted mail is never missing from the file.
        self._mails.write(json.dumps(mail) + "\n")
        self._mails.flush()
        return "250 2.0.0 OK"


def authenticator(credentials):
    user, _, password = credentials.partition(":")

    def authenticate(server, session, envelope, mechanism, login):
        right = hmac.compare_digest(login.login, user.encode()) and hmac.compare_digest(login.password, password.encode())
        return AuthResult(success=right, handled=False, auth_data=login.login)

    return authenticate


class TokenServer(SMTP):
    """Lets in whoever shows the right access token (SASL XOAUTH2)."""

    def __init__(self, *arguments, token_login, **options):
        super().__init__(*arguments, **options)
        self._user, _, self._token = token_login.partition(":")

    async def auth_XOAUTH2(self, _, words):
        answer = base64.b64decode(words[1]) if len(words) > 1 else await self.challenge_auth("")
        right = f"user={self._user}\x01auth=Bearer {self._token}\x01\x01".encode()
        return AuthResult(success=hmac.compare_digest(bytes(answer), right), handled=False, auth_data=self._user.encode())


def tls_context(files):
    if files is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


def end_with_stdin(stop):
    while os.read(0, 4096):
        pass
    stop()


async def serve(options):
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    threading.Thread(target=end_with_stdin, args=(lambda: loop.call_soon_threadsafe(stopped.set),), daemon=True).start()

    options.spool.mkdir(parents=True, exist_ok=True)
    sink = Sink(options.spool, options.fail_temporarily_first, options.reject, is_encrypted=options.tls is not None)
    starttls = tls_context(options.starttls)
    login, token_login = options.require_login, options.require_token
    needs_login = login is not None or token_login is not None

    def connection():
        kind = SMTP if token_login is None else functools.partial(TokenServer, token_login=token_login)
        return kind(
            sink,
            hostname="sink.test",
            enable_SMTPUTF8=True,
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=needs_login,
            # aiosmtpd knows only of its own STARTTLS; with --tls everything is encrypted without its knowing. Where no
            # login is required none is offered: both lines keep AUTH out of the greeting.
            auth_require_tls=starttls is not None or not needs_login,
            auth_exclude_mechanism=("LOGIN", "PLAIN") if login is None else (),
            authenticator=None if login is None else authenticator(login),
            loop=loop,
        )

    server = await loop.create_server(connection, "127.0.0.1", options.port, ssl=tls_context(options.tls))
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await stopped.wait()
    server.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--spool", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--fail-temporarily-first", type=int, default=0, metavar="N", help="answer 451 to the first N mails")
    parser.add_argument("--reject", action="append", default=[], metavar="PART", help="answer 550 to addresses containing this")
    parser.add_argument("--require-login", metavar="USER:PASSWORD")
    parser.add_argument("--require-token", metavar="USER:TOKEN", help="a login by XOAUTH2")
    security = parser.add_mutually_exclusive_group()
    security.add_argument("--starttls", nargs=2, metavar=("CERTFILE", "KEYFILE"), help="accept nothing before STARTTLS")
    security.add_argument("--tls", nargs=2, metavar=("CERTFILE", "KEYFILE"), help="TLS from the first byte")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
