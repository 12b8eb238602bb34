// Finds the API as the SCORM 2004 4th edition run-time environment describes it: above this window, then above the one that opened it.
function scanForAPI(win) {
  var tries = 0;
  while (win.API_1484_11 == null && win.parent != null && win.parent != win) {
    if (++tries > 500) return null;
    win = win.parent;
  }
  return win.API_1484_11;
}

var API = null;
var lms = {
  begin: function () {
    if (window.parent != null && window.parent != window) API = scanForAPI(window.parent);
    if (API == null && window.opener != null) API = scanForAPI(window.opener);
    if (API == null) return 'false';
    if (API.GetValue('cmi.entry') !== '' || API.GetLastError() !== '122') return 'false';
    return API.Initialize('');
  },
  error: function () { return API.GetLastError(); },
  entry: function () { return API.GetValue('cmi.entry'); },
  status: function () { return API.GetValue('cmi.completion_status'); },
  place: function () { return API.GetValue('cmi.location'); },
  name: function () { return API.GetValue('cmi.learner_name'); },
  saved: function () { return API.GetValue('cmi.suspend_data'); },
  keep: function (place, data) {
    API.SetValue('cmi.completion_status', 'incomplete');
    API.SetValue('cmi.progress_measure', '0.5');
    API.SetValue('cmi.location', place);
    API.SetValue('cmi.suspend_data', data);
    API.Commit('');
  },
  answer: function (choice, isRight) {
    var at = 'cmi.interactions.' + API.GetValue('cmi.interactions._count') + '.';
    API.SetValue(at + 'id', 'urn:question:1');
    API.SetValue(at + 'type', 'choice');
    API.SetValue(at + 'learner_response', choice);
    API.SetValue(at + 'result', isRight ? 'correct' : 'incorrect');
  },
  pause: function (seconds) {
    API.SetValue('cmi.exit', 'suspend');
    API.SetValue('cmi.session_time', 'PT' + seconds + 'S');
    API.Terminate('');
  },
  end: function (score, isRight, seconds) {
    API.SetValue('cmi.score.scaled', String(score / 100));
    API.SetValue('cmi.success_status', isRight ? 'passed' : 'failed');
    API.SetValue('cmi.completion_status', 'completed');
    API.SetValue('cmi.exit', 'suspend');
    API.SetValue('cmi.session_time', 'PT1M' + (seconds - 60) + '.5S');
    API.Terminate('');
  },
};
