// While somebody types who a person is, asks whom on the register it may be, and lists the answer.
const PAUSE = 1_000;

export function askWhom() {
  for (const place of document.querySelectorAll("form [data-whom]")) new Whom(place);
}

class Whom {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.status = place.querySelector("[data-whom-said]");
    this.list = place.querySelector("[data-whom-people]");
    this.last = "";
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("change", () => this.soon());
    this.soon();
  }

  // Not at every letter: each answer is a search, and is logged as one.
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  typed() {
    const sent = new URLSearchParams();
    for (const box of this.place.querySelector("template").content.children) {
      sent.append(box.name, box.value);
    }
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !name.startsWith("_")) sent.append(name, value);
    }
    return sent;
  }

  async ask() {
    const sent = this.typed();
    const token = sent.get("csrfmiddlewaretoken");
    sent.delete("csrfmiddlewaretoken");
    const asked = sent.toString();
    if (asked === this.last) return;
    this.last = asked;
    sent.set("csrfmiddlewaretoken", token);
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.place.dataset.whom, {
        method: "POST",
        body: sent,
        headers: { "Concord-Background": "whom", Accept: "application/json" },
        signal: this.asking.signal,
      });
      // Signed out, or not for this person: the form goes on without it.
      this.show(answer.ok ? await answer.json() : { said: "", people: [] });
    } catch {
      // Overtaken by more typing, or no connection: it is asked again at the next pause.
    }
  }

  show({ said, people }) {
    if (this.status.textContent !== said) this.status.textContent = said;
    this.list.replaceChildren(...people.map(entry));
  }
}

function entry({ name, url, born, why }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = `${name} (opens in a new tab)`;
  item.append(link, `, born ${born}. ${why}`);
  return item;
}
