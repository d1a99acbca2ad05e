// Drops every draft that this browser keeps, and tells the other tabs: a store that was empty would tell nobody.
try {
  localStorage.setItem("forget", "");
  localStorage.clear();
  sessionStorage.clear();
  const words = document.getElementById("drafts");
  words.textContent = words.dataset.gone;
} catch {} // a browser that keeps nothing has nothing to drop; the page says what is certain
