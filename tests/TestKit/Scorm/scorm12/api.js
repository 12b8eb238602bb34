// Finds the API as the SCORM 1.2 run-time environment describes it: in this window, or in one of those above.
function findAPI(win) {
  var tries = 0;
  while (win.API == null && win.parent != null && win.parent != win) {
    if (++tries > 7) return null;
    win = win.parent;
  }
  return win.API;
}

var API = null;
var lms = {
  begin: function () {
    var found = findAPI(window.parent) || (window.opener ? findAPI(window.opener) : null);
    if (found === null || found === undefined) return 'false';
    API = found;
    if (API.LMSGetValue('cmi.core.entry') !== '' || API.LMSGetLastError() !== '301') return 'false';
    return API.LMSInitialize('');
  },
  error: function () { return API.LMSGetLastError(); },
  entry: function () { return API.LMSGetValue('cmi.core.entry'); },
  status: function () { return API.LMSGetValue('cmi.core.lesson_status'); },
  place: function () { return API.LMSGetValue('cmi.core.lesson_location'); },
  name: function () { return API.LMSGetValue('cmi.core.student_name'); },
  saved: function () { return API.LMSGetValue('cmi.suspend_data'); },
  keep: function (place, data) {
    API.LMSSetValue('cmi.core.lesson_status', 'incomplete');
    API.LMSSetValue('cmi.core.lesson_location', place);
    API.LMSSetValue('cmi.suspend_data', data);
    API.LMSCommit('');
  },
  answer: function (choice, isRight) {
    API.LMSSetValue('cmi.interactions.0.id', 'q1');
    API.LMSSetValue('cmi.interactions.0.type', 'choice');
    API.LMSSetValue('cmi.interactions.0.student_response', choice === 'report' ? 'b' : 'a');
    API.LMSSetValue('cmi.interactions.0.result', isRight ? 'correct' : 'wrong');
  },
  pause: function (seconds) {
    API.LMSSetValue('cmi.core.exit', 'suspend');
    API.LMSSetValue('cmi.core.session_time', '0000:01:00.00');
    API.LMSFinish('');
  },
  end: function (score, isRight, seconds) {
    API.LMSSetValue('cmi.core.score.min', '0');
    API.LMSSetValue('cmi.core.score.max', '100');
    API.LMSSetValue('cmi.core.score.raw', String(score));
    API.LMSSetValue('cmi.core.lesson_status', 'completed');
    API.LMSSetValue('cmi.core.session_time', '0000:01:' + (seconds - 60));
    API.LMSFinish('');
  },
};
