// Tells Concord that a page is being printed, for the log of who saw what.
export function tellOfPrints() {
  const told = document.querySelector("meta[name=concord-shown]");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!told || !token) return;
  window.addEventListener("beforeprint", () => {
    fetch(told.dataset.address, {
      method: "POST",
      body: new URLSearchParams({ ticket: told.content, csrfmiddlewaretoken: token.value }),
      headers: { "Concord-Background": "printing" },
      // The print may be the last thing that somebody does on the page.
      keepalive: true,
    });
  });
}
