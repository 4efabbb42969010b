//! The quick exit from a page for clients: its destination and its script.

/// A well-known page that suggests nothing about its reader.
pub(super) const QUICK_EXIT_URL: &str = "https://www.weather.gov/";

/// Replaces the page in the browser's history when the link is clicked or Esc is pressed three times.
pub(super) const QUICK_EXIT_SCRIPT: &str = r#"(function () {
  var link = document.getElementById("Leave"), times = 0, last = 0;
  function leave(event) {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(link.href);
  }
  link.addEventListener("click", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { times = 0; return; }
    times = event.timeStamp - last < 5000 ? times + 1 : 1;
    last = event.timeStamp;
    if (times === 3) { leave(event); }
  });
  document.getElementById("Leave-key").hidden = false;
})();"#;

/// The hash of the script for the page's Content-Security-Policy, which allows no other script.
pub(super) const QUICK_EXIT_SCRIPT_HASH: &str =
    "sha256-CDGDWwy/6f24CR8Ba7ha2Zpycpc8YWfarHI7UYJ8AQU=";
