// Shows what belongs to a radio button while it is chosen. GOV.UK Frontend's own script also sets
// aria-expanded, which a radio button may not have.
const HIDDEN = "govuk-radios__conditional--hidden";

export function revealChosen(root = document) {
  const radios = [...root.querySelectorAll('input[type="radio"]')];
  const revealing = radios.filter((radio) => radio.dataset.ariaControls);
  const show = () => {
    for (const radio of revealing) {
      document.getElementById(radio.dataset.ariaControls)?.classList.toggle(HIDDEN, !radio.checked);
    }
  };
  for (const radio of radios) radio.addEventListener("change", show);
  // Going back in the browser restores choices after the page has loaded.
  window.addEventListener("pageshow", show);
  show();
}
