// Keeps what is typed on the server: every ten seconds, on leaving a box, on leaving the page.
const EVERY = 10_000;
const NOT_ANSWERS = ["csrfmiddlewaretoken", "_once", "_draft"];

export function keepForms(session) {
  for (const form of document.querySelectorAll("form[data-keep]")) new Kept(form, session);
}

class Kept {
  constructor(form, session) {
    this.form = form;
    this.session = session;
    this.status = form.querySelector("[data-kept]");
    this.last = this.answers();
    this.busy = false;
    this.leaving = false;
    setInterval(() => this.save(), EVERY);
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("submit", (event) => this.sending(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && this.answers() !== this.last) event.preventDefault();
    });
    session.onReturn(() => this.save());
  }

  sent() {
    const sent = new URLSearchParams();
    // Files are not text, and are not kept.
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") sent.append(name, value);
    }
    return sent;
  }

  answers() {
    const sent = this.sent();
    for (const name of NOT_ANSWERS) sent.delete(name);
    return sent.toString();
  }

  sending(event) {
    if (this.session.isOver()) {
      event.preventDefault();
      this.session.look();
    } else this.leaving = true;
  }

  async save() {
    const answers = this.answers();
    if (this.busy || this.leaving || this.refused || answers === this.last) return;
    this.busy = true;
    try {
      const answer = await fetch(this.form.dataset.keep, {
        method: "POST",
        body: this.sent(),
        headers: { "Concord-Background": "draft", Accept: "application/json" },
        keepalive: true,
      });
      if (answer.status === 401) this.signedOut();
      else this.settle(answer, answers, await answer.json());
    } catch {
      this.say("Not saved. We will keep trying. Do not close this page.");
    } finally {
      this.busy = false;
    }
  }

  signedOut() {
    this.say("Not saved. Sign in to go on.");
    this.session.end();
  }

  settle(answer, answers, said) {
    if (answer.status === 409) this.refused = true;
    else if (!answer.ok) throw new Error(answer.statusText);
    else this.last = answers;
    const version = this.form.elements._draft;
    if (version && said.version) version.value = said.version;
    this.say(said.saved ?? said.problem);
  }

  say(words) {
    this.status.textContent = words;
  }
}
