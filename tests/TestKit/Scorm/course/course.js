// Two pages and a question, for either standard: api.js knows which one.
var course = {
  page: 1,
  begun: Date.now(),
  ended: false,

  start: function () {
    if (lms.begin() !== 'true') return this.tell('no LMS: ' + lms.error());
    var saved = lms.saved();
    this.page = saved ? JSON.parse(saved).page : 1;
    this.show();
    this.tell(lms.entry() + ' / ' + lms.status() + ' / ' + lms.place() + ' / ' + lms.name());
  },

  show: function () {
    document.getElementById('page').src = 'page' + this.page + '.html';
  },

  tell: function (text) {
    document.getElementById('status').textContent = text;
  },

  next: function () {
    this.page = 2;
    lms.keep('page2', JSON.stringify({ page: 2, note: 'gr\u00fc\u00dfe' }));
    this.show();
    this.tell('kept: ' + lms.error());
  },

  answer: function (choice, isRight) {
    lms.answer(choice, isRight);
    lms.end(isRight ? 90 : 20, isRight, 75);
    this.ended = true;
    this.tell('finished: ' + lms.error());
  },

  leave: function () {
    if (!this.ended) lms.pause(60);
    this.ended = true;
  },
};
