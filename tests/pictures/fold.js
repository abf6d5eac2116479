// A quote is folded where it is longer than the three lines that chat.css leaves it, as in the messenger.
for (const quote of document.querySelectorAll("main:not(.unfolded) .expandable")) {
  const words = quote.firstElementChild;
  quote.classList.add("limited");
  if (words.scrollHeight > words.clientHeight + 1) quote.classList.add("folded");
}
for (const quote of document.querySelectorAll("main.unfolded .expandable")) quote.classList.add("open");
