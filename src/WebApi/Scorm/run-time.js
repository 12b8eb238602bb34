// The run-time API of SCORM 1.2 (window.API) and SCORM 2004 4th edition (window.API_1484_11), for the one lesson that the page was opened for.
// What a package sets is kept here, in the standard's own terms, and sent as a whole; the server decides what it means for the course.
(() => {
  'use strict';

  const launch = JSON.parse(document.getElementById('launch').textContent);
  const isOld = launch.standard === 'scorm12';
  const LONGEST_LIST = 250; // of interactions, objectives and comments
  const AUTOSAVE_MS = 10_000;
  const HEARTBEAT_MS = 5 * 60_000; // an open page is a used one, even if its package says nothing
  const KEEPALIVE_BYTES = 60_000; // browsers let no more outlive their page

  // ---- What values may look like: each says which error a value earns, 0 for none.

  const MISMATCH = isOld ? 405 : 406;
  const OUT_OF_RANGE = isOld ? 405 : 407;
  const text = longest => value => (value.length <= longest ? 0 : MISMATCH);
  const matching = pattern => value => (pattern.test(value) ? 0 : MISMATCH);
  const oneOf = (...words) => value => (words.includes(value) ? 0 : MISMATCH);
  const number = (least = -Infinity, most = Infinity) => value =>
    !/^-?\d+(\.\d+)?$/.test(value) ? MISMATCH : Number(value) < least || Number(value) > most ? OUT_OF_RANGE : 0;
  const orEmpty = type => value => (value === '' ? 0 : type(value));
  const clock = matching(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
  const timespan = matching(/^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/);
  const duration = matching(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/);
  const moment = matching(/^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,2})?)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?)?)?$/);

  // ---- The data models. n stands for an index.

  const read = (value = '') => ({ value, access: 'r' });
  const both = (type, value) => ({ type, value, access: 'rw' });
  const write = type => ({ type, access: 'w' });

  const scorm12 = () => {
    const percent = orEmpty(number(0, 100));
    const status = oneOf('passed', 'completed', 'failed', 'incomplete', 'browsed');
    return {
      'cmi._version': read('3.4'),
      'cmi.core.student_id': read(launch.learnerId),
      'cmi.core.student_name': read(launch.learnerName),
      'cmi.core.lesson_location': both(text(255), ''),
      'cmi.core.credit': read('credit'),
      'cmi.core.lesson_status': both(status, 'not attempted'),
      'cmi.core.entry': read(launch.entry),
      'cmi.core.score.raw': both(percent, ''),
      'cmi.core.score.min': both(percent, ''),
      'cmi.core.score.max': both(percent, ''),
      'cmi.core.total_time': read(launch.totalTime),
      'cmi.core.lesson_mode': read('normal'),
      'cmi.core.exit': write(oneOf('time-out', 'suspend', 'logout', '')),
      'cmi.core.session_time': write(timespan),
      'cmi.suspend_data': both(text(4096), ''),
      'cmi.launch_data': read(),
      'cmi.comments': both(text(4096), ''),
      'cmi.comments_from_lms': read(),
      'cmi.student_data.mastery_score': read(launch.masteryScore),
      'cmi.student_data.max_time_allowed': read(),
      'cmi.student_data.time_limit_action': read(),
      'cmi.student_preference.audio': both(number(-1, 100), '0'),
      'cmi.student_preference.language': both(text(255), ''),
      'cmi.student_preference.speed': both(number(-100, 100), '0'),
      'cmi.student_preference.text': both(number(-1, 1), '0'),
      'cmi.objectives.n.id': both(text(255), ''),
      'cmi.objectives.n.score.raw': both(percent, ''),
      'cmi.objectives.n.score.min': both(percent, ''),
      'cmi.objectives.n.score.max': both(percent, ''),
      'cmi.objectives.n.status': both(oneOf('passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted'), 'not attempted'),
      'cmi.interactions.n.id': write(text(255)),
      'cmi.interactions.n.objectives.n.id': write(text(255)),
      'cmi.interactions.n.time': write(clock),
      'cmi.interactions.n.type': write(oneOf('true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric')),
      'cmi.interactions.n.correct_responses.n.pattern': write(text(255)),
      'cmi.interactions.n.weighting': write(number()),
      'cmi.interactions.n.student_response': write(text(255)),
      'cmi.interactions.n.result': write(value =>
        ['correct', 'wrong', 'unanticipated', 'neutral'].includes(value) ? 0 : number()(value)),
      'cmi.interactions.n.latency': write(timespan),
    };
  };

  const scorm2004 = () => {
    const completion = () => both(oneOf('completed', 'incomplete', 'not attempted', 'unknown'), 'unknown');
    const success = () => both(oneOf('passed', 'failed', 'unknown'), 'unknown');
    return {
      'cmi._version': read('1.0'),
      'cmi.comments_from_learner.n.comment': both(text(4000)),
      'cmi.comments_from_learner.n.location': both(text(250)),
      'cmi.comments_from_learner.n.timestamp': both(moment),
      'cmi.comments_from_lms.n.comment': read(undefined),
      'cmi.completion_status': completion(),
      'cmi.completion_threshold': { access: 'r' },
      'cmi.credit': read('credit'),
      'cmi.entry': read(launch.entry),
      'cmi.exit': write(oneOf('time-out', 'suspend', 'logout', 'normal', '')),
      'cmi.interactions.n.id': both(text(4000)),
      'cmi.interactions.n.type': both(oneOf(
        'true-false', 'choice', 'fill-in', 'long-fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric', 'other')),
      'cmi.interactions.n.objectives.n.id': both(text(4000)),
      'cmi.interactions.n.timestamp': both(moment),
      'cmi.interactions.n.correct_responses.n.pattern': both(text(4000)),
      'cmi.interactions.n.weighting': both(number()),
      'cmi.interactions.n.learner_response': both(text(4000)),
      'cmi.interactions.n.result': both(value =>
        ['correct', 'incorrect', 'unanticipated', 'neutral'].includes(value) ? 0 : number()(value)),
      'cmi.interactions.n.latency': both(duration),
      'cmi.interactions.n.description': both(text(250)),
      'cmi.launch_data': { access: 'r' },
      'cmi.learner_id': read(launch.learnerId),
      'cmi.learner_name': read(launch.learnerName),
      'cmi.learner_preference.audio_level': both(number(0), '1'),
      'cmi.learner_preference.language': both(text(250), ''),
      'cmi.learner_preference.delivery_speed': both(number(0), '1'),
      'cmi.learner_preference.audio_captioning': both(oneOf('-1', '0', '1'), '0'),
      'cmi.location': both(text(1000)),
      'cmi.max_time_allowed': { access: 'r' },
      'cmi.mode': read('normal'),
      'cmi.objectives.n.id': both(text(4000)),
      'cmi.objectives.n.score.scaled': both(number(-1, 1)),
      'cmi.objectives.n.score.raw': both(number()),
      'cmi.objectives.n.score.min': both(number()),
      'cmi.objectives.n.score.max': both(number()),
      'cmi.objectives.n.success_status': success(),
      'cmi.objectives.n.completion_status': completion(),
      'cmi.objectives.n.progress_measure': both(number(0, 1)),
      'cmi.objectives.n.description': both(text(250)),
      'cmi.progress_measure': both(number(0, 1)),
      'cmi.scaled_passing_score': { access: 'r' },
      'cmi.score.scaled': both(number(-1, 1)),
      'cmi.score.raw': both(number()),
      'cmi.score.min': both(number()),
      'cmi.score.max': both(number()),
      'cmi.session_time': write(duration),
      'cmi.success_status': success(),
      'cmi.suspend_data': both(text(64000)),
      'cmi.time_limit_action': read('continue,no message'),
      'cmi.total_time': read(launch.totalTime),
      'adl.nav.request': both(text(250), '_none_'),
      'adl.nav.request_valid.continue': read('unknown'),
      'adl.nav.request_valid.previous': read('unknown'),
    };
  };

  const model = isOld ? scorm12() : scorm2004();
  const data = new Map(Object.entries(launch.data));
  const patternOf = name => name.replace(/\.(0|[1-9]\d*)(?=\.|$)/g, '.n');

  const childrenOf = name => {
    const inside = `${patternOf(name)}.`;
    const names = Object.keys(model).filter(key => key.startsWith(inside)).map(key => key.slice(inside.length).replace(/^n\./, '').split('.')[0]);
    return [...new Set(names)];
  };

  const isList = name => Object.keys(model).some(key => key.startsWith(`${patternOf(name)}.n.`));

  const countOf = name => {
    const indices = [...data.keys()].filter(key => key.startsWith(`${name}.`)).map(key => Number(key.slice(name.length + 1).split('.')[0]));
    return indices.length === 0 ? 0 : Math.max(...indices) + 1;
  };

  // The lists that a name lies in, with its place in each: cmi.interactions.2.objectives.0.id lies in two.
  const placesOf = name => [...name.matchAll(/\.(0|[1-9]\d*)(?=\.|$)/g)].map(found => ({ list: name.slice(0, found.index), index: Number(found[1]) }));

  const fits = (name, type) => {
    const value = data.get(name);
    return value !== undefined && type(value) === 0;
  };

  // ---- Reading and writing: [value, error].

  const get = name => {
    const keyword = /^(.+)\.(_children|_count)$/.exec(name);
    if (keyword) {
      const [, parent, word] = keyword;
      if (childrenOf(parent).length === 0) return ['', isOld ? (model[patternOf(parent)] ? (word === '_count' ? 203 : 202) : 201) : 401];
      if (word === '_children') return [childrenOf(parent).join(','), 0];
      return isList(parent) ? [String(countOf(parent)), 0] : ['', isOld ? 203 : 301];
    }

    const element = model[patternOf(name)];
    if (!element) return ['', isOld ? (/^cmi\./.test(name) ? 401 : 201) : 401];
    if (element.access === 'w') return ['', isOld ? 404 : 405];
    if (placesOf(name).some(({ list, index }) => index >= countOf(list))) return ['', isOld ? 201 : 301];
    const value = data.get(name) ?? element.value;
    return value === undefined ? ['', 403] : [value, 0];
  };

  const set = (name, value) => {
    if (/\.(_children|_count)$/.test(name)) return isOld ? 402 : 404;
    const element = model[patternOf(name)];
    if (!element) return isOld ? (/^cmi\./.test(name) ? 401 : 201) : 401;
    if (element.access === 'r') return isOld ? 403 : 404;
    if (placesOf(name).some(({ list, index }) => index > countOf(list) || index >= LONGEST_LIST)) return isOld ? 201 : 351;
    const list = /^(cmi\.(interactions|objectives)\.\d+)\./.exec(name);
    if (!isOld && list && name !== `${list[1]}.id` && !data.has(`${list[1]}.id`)) return 408;
    const error = element.type(value);
    if (error === 0) data.set(name, name === 'cmi.comments' ? `${data.get(name) ?? ''}${value}`.slice(0, 4096) : value);
    return error;
  };

  // ---- To the server. One message at a time, numbered; the newest state wins, whenever it arrives.

  let sequence = 0;
  let changes = 1; // that the page was opened is news, too
  let savedChanges = 0; // as many of them as the server has taken in
  let savedSuspendData = data.get('cmi.suspend_data');
  let sending = null;
  let lastSent = 0;

  let isRefused = false; // by the last answer: the launch is over, or the server does not take what it was sent
  let refusedChanges = 0; // the same is not sent again by itself
  let isLossTold = false;
  let finalChanges = 0; // those that a finished package ends with; 0: it goes on, or its end has been told
  const REFUSED_FOR_NOW = [408, 409, 429];

  const tell = word => (window.opener ?? window.parent).postMessage({ scorm: word }, '*');

  const isUnsaved = () => savedChanges < changes;

  // JSON cannot carry half a character, and the database no U+0000.
  const clean = value => (value.toWellFormed ? value.toWellFormed() : value).replaceAll('\0', '');

  // What is left out stays on the server as it is.
  const message = leftOut => ({
    changes,
    isWhole: !leftOut,
    suspendData: data.get('cmi.suspend_data'),
    body: JSON.stringify({
      opening: launch.opening,
      sequence: ++sequence,
      data: Object.fromEntries([...data].filter(([name]) => !leftOut?.test(name)).map(([name, value]) => [name, clean(value)])),
      partial: Boolean(leftOut),
    }),
  });

  const post = async (message, keepalive) => {
    const answer = await fetch('commits', {
      method: 'POST', body: message.body, keepalive, headers: { 'Content-Type': 'application/json' }, credentials: 'omit', cache: 'no-store',
    });
    isRefused = answer.status >= 400 && answer.status < 500 && !REFUSED_FOR_NOW.includes(answer.status);
    if (isRefused) {
      refusedChanges = message.changes;
      if (!isLossTold) tell('lost');
      isLossTold = true;
    } else if (answer.ok && message.isWhole) {
      savedChanges = Math.max(savedChanges, message.changes);
      savedSuspendData = message.suspendData;
      if (finalChanges > 0 && savedChanges >= finalChanges) {
        finalChanges = 0;
        tell('finished');
      }
    }
  };

  const send = async () => {
    lastSent = Date.now();
    await post(message(), false).catch(() => {}); // what is unsaved is sent again
  };

  // What frames below say while the page goes away cannot wait for its turn.
  let isLeaving = false;
  let room = KEEPALIVE_BYTES;
  let changesOnLeaving = 0;

  const commit = () => {
    if (isLeaving) return commitOnLeaving();
    sending = (sending ?? Promise.resolve()).then(send);
    return sending;
  };

  const LONG = /^cmi\.(interactions\.|comments)/;
  const LONG_OR_SAVED = /^cmi\.(interactions\.|comments|suspend_data$)/;

  const commitOnLeaving = () => {
    if (!isUnsaved() || changesOnLeaving === changes) return;
    changesOnLeaving = changes;
    const size = message => new TextEncoder().encode(message.body).length;
    let last = message();
    if (size(last) > room) last = message(LONG);
    if (size(last) > room && data.get('cmi.suspend_data') === savedSuspendData) last = message(LONG_OR_SAVED);
    const fits = size(last) <= room;
    if (fits) room -= size(last);
    post(last, fits).catch(() => {});
  };

  setInterval(() => {
    if ((isUnsaved() && !(isRefused && refusedChanges === changes)) || Date.now() - lastSent >= HEARTBEAT_MS) commit();
  }, AUTOSAVE_MS);
  addEventListener('pagehide', () => {
    isLeaving = true;
    commitOnLeaving();
  });
  addEventListener('pageshow', () => {
    isLeaving = false;
    room = KEEPALIVE_BYTES;
    changesOnLeaving = 0;
  });
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && isUnsaved()) commit();
  });
  commit();

  // ---- The API itself.

  const BEFORE = 0, RUNNING = 1, AFTER = 2;
  const codes = isOld
    ? { begin: [0, 101, 101], end: [301, 0, 301], get: [301, 0, 301], set: [301, 0, 301], commit: [301, 0, 301], argument: 201, refused: 101 }
    : { begin: [0, 103, 104], end: [112, 0, 113], get: [122, 0, 123], set: [132, 0, 133], commit: [142, 0, 143], argument: 201, refused: 391 };
  const texts = {
    0: 'No error', 101: 'General exception', 103: 'Already initialized', 104: 'Content instance terminated', 112: 'Termination before initialization',
    113: 'Termination after termination', 122: 'Retrieve data before initialization', 123: 'Retrieve data after termination',
    132: 'Store data before initialization', 133: 'Store data after termination', 142: 'Commit before initialization', 143: 'Commit after termination',
    201: isOld ? 'Invalid argument' : 'General argument error', 202: 'Element cannot have children', 203: 'Element is not an array, cannot have a count',
    301: isOld ? 'Not initialized' : 'General get failure', 351: 'General set failure', 391: 'General commit failure',
    401: isOld ? 'Not implemented' : 'Undefined data model element',
    402: 'Invalid set value, element is a keyword', 403: isOld ? 'Element is read only' : 'Data model element value not initialized',
    404: isOld ? 'Element is write only' : 'Data model element is read only', 405: isOld ? 'Incorrect data type' : 'Data model element is write only',
    406: 'Data model element type mismatch', 407: 'Data model element value out of range', 408: 'Data model dependency not established',
  };

  let state = BEFORE;
  let error = 0;
  const fail = (code, answer) => {
    error = code;
    return answer;
  };
  const succeed = answer => fail(0, answer);

  const begin = argument => {
    if (String(argument ?? '') !== '') return fail(codes.argument, 'false');
    if (codes.begin[state]) return fail(codes.begin[state], 'false');
    state = RUNNING;
    return succeed('true');
  };

  const end = argument => {
    if (String(argument ?? '') !== '') return fail(codes.argument, 'false');
    if (codes.end[state]) return fail(codes.end[state], 'false');
    applyMastery();
    changes++;
    if (isRefused) {
      commit();
      return fail(codes.refused, 'false');
    }

    state = AFTER;
    finalChanges = changes;
    commit();
    return succeed('true');
  };

  // SCORM 1.2, 3.4.2.1: with a mastery score it is the LMS that says who has passed.
  const applyMastery = () => {
    const passes = () => Number(data.get('cmi.core.score.raw')) >= Number(launch.masteryScore);
    if (!isOld || launch.masteryScore === '' || !fits('cmi.core.score.raw', number())) return;
    data.set('cmi.core.lesson_status', passes() ? 'passed' : 'failed');
  };

  const getValue = name => {
    if (codes.get[state]) return fail(codes.get[state], '');
    const [value, code] = String(name ?? '') === '' ? ['', isOld ? 201 : 301] : get(String(name));
    return fail(code, value);
  };

  const setValue = (name, value) => {
    if (codes.set[state]) return fail(codes.set[state], 'false');
    const code = String(name ?? '') === '' ? (isOld ? 201 : 351) : set(String(name), String(value ?? ''));
    if (code === 0) changes++;
    return fail(code, code === 0 ? 'true' : 'false');
  };

  const commitNow = argument => {
    if (String(argument ?? '') !== '') return fail(codes.argument, 'false');
    if (codes.commit[state]) return fail(codes.commit[state], 'false');
    commit();
    return isRefused ? fail(codes.refused, 'false') : succeed('true');
  };

  const lastError = () => String(error);
  const errorString = code => texts[String(code)] ?? '';
  const diagnostic = code => texts[String(code ?? '') === '' ? String(error) : String(code)] ?? '';

  if (isOld) {
    window.API = {
      LMSInitialize: begin, LMSFinish: end, LMSGetValue: getValue, LMSSetValue: setValue, LMSCommit: commitNow,
      LMSGetLastError: lastError, LMSGetErrorString: errorString, LMSGetDiagnostic: diagnostic,
    };
  } else {
    window.API_1484_11 = {
      version: '1.0', Initialize: begin, Terminate: end, GetValue: getValue, SetValue: setValue, Commit: commitNow,
      GetLastError: lastError, GetErrorString: errorString, GetDiagnostic: diagnostic,
    };
  }
})();
