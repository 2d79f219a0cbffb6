// Watches how long the session goes on: warns before its end, and lets people sign in over the page.
const WARN = 120;
const SLACK = 2;

export function watchSession() {
  const ending = document.getElementById("session-ending");
  const over = document.getElementById("session-over");
  if (!ending || !over) return { isOver: () => false, end: () => {}, onReturn: () => {} };
  return new Session(ending, over);
}

class Session {
  constructor(ending, over) {
    this.ending = ending;
    this.over = over;
    this.person = ending.dataset.person;
    this.listeners = [];
    this.others = new BroadcastChannel("concord-session");
    this.others.addEventListener("message", () => this.look());
    this.goOnFor(Number(ending.dataset.seconds));
    // Whatever this page has just done, other open pages of the same person may go on as long.
    this.others.postMessage("used");
    ending.querySelector("[data-stay]").addEventListener("click", () => this.stay());
    // Whatever form it stands in: a search, or one whose draft is not kept.
    document.addEventListener("input", (event) => {
      if (!over.contains(event.target)) this.typed = true;
    });
    over.addEventListener("cancel", (event) => event.preventDefault());
    over.querySelector("form").addEventListener("submit", (event) => this.signIn(event));
    // A machine that slept, or a sign-in in another tab: look before the person does anything.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && (over.open || this.isOver())) this.look();
    });
  }

  onReturn(listener) {
    this.listeners.push(listener);
  }

  isOver() {
    return this.over.open || Date.now() > this.endsAt;
  }

  goOnFor(seconds) {
    this.endsAt = Date.now() + seconds * 1000;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(1, seconds - WARN + SLACK) * 1000);
  }

  async ask(options = {}) {
    const answer = await fetch(this.ending.dataset.session, { cache: "no-store", ...options });
    return answer.json();
  }

  // Acts on what the server says, which alone knows what other tabs have done meanwhile.
  async look() {
    let state;
    try {
      state = await this.ask({ headers: { "Concord-Background": "session" } });
    } catch {
      this.timer = setTimeout(() => this.look(), 10_000);
      return;
    }
    if (state.person === this.person) {
      if (this.over.open) this.resume(state);
      else if (state.seconds > WARN) this.goOn(state);
      else this.warn(state);
    } else this.end(state.person ? "Somebody else is signed in now." : "");
  }

  goOn(state) {
    this.ending.close();
    this.goOnFor(state.seconds);
  }

  warn(state) {
    this.endsAt = Date.now() + state.seconds * 1000;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), (state.seconds + SLACK) * 1000);
    if (!this.ending.open) this.ending.showModal();
  }

  async stay() {
    const said = this.ending.querySelector("[data-said]");
    try {
      let state = await this.ask();
      const body = new URLSearchParams({ csrfmiddlewaretoken: state.token });
      state = await this.ask({ method: "POST", body });
      if (state.person !== this.person) return this.end();
      this.goOn(state);
      this.others.postMessage("used");
      if (state.seconds <= WARN) said.textContent = "This session cannot be made longer.";
    } catch {
      said.textContent = "Concord cannot be reached. Try again.";
    }
  }

  end(reason = "") {
    this.ending.close();
    clearTimeout(this.timer);
    if (!this.typed && !document.querySelector("form[data-keep]")) {
      // Nothing is being typed here: what the page shows is not left on the screen.
      location.assign(location.pathname);
      return;
    }
    this.say(reason);
    if (!this.over.open) this.over.showModal();
  }

  say(words) {
    this.over.querySelector("[data-said]").textContent = words;
  }

  async signIn(event) {
    event.preventDefault();
    const form = this.over.querySelector("form");
    const asksCode = !form.querySelector('[data-step="code"]').hidden;
    try {
      const { token } = await this.ask();
      const body = new URLSearchParams(new FormData(form));
      body.set("csrfmiddlewaretoken", token);
      const to = asksCode ? this.over.dataset.secondFactor : form.action;
      const answer = await fetch(to, { method: "POST", body });
      const state = await this.ask();
      if (state.person === this.person) return this.resume(state);
      if (state.person) return this.say("This page belongs to somebody else. Sign in as them.");
      this.next(form, new URL(answer.url).pathname, asksCode);
    } catch {
      this.say("Concord cannot be reached. Try again.");
    }
  }

  next(form, path, asksCode) {
    if (path !== this.over.dataset.secondFactor) {
      this.say("The user name or password is not correct");
      return;
    }
    this.say(asksCode ? "The code is not correct" : "");
    form.querySelector('[data-step="name"]').hidden = true;
    form.querySelector('[data-step="code"]').hidden = false;
    form.elements.code.focus();
  }

  resume(state) {
    for (const box of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
      box.value = state.token;
    }
    this.over.querySelector("form").reset();
    this.over.querySelector('[data-step="name"]').hidden = false;
    this.over.querySelector('[data-step="code"]').hidden = true;
    this.over.close();
    this.goOnFor(state.seconds);
    for (const listener of this.listeners) listener();
  }
}
