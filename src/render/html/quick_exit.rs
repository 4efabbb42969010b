//! The way out of a page: where it leads, and the script that makes it quick.

/// A well-known page that says nothing about who looks at it.
pub(super) const QUICK_EXIT_URL: &str = "https://www.weather.gov/";

/// Leaves at once and takes this page's place in the history, on the link or on three times Esc.
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

/// The script's hash for the page's content policy, so that no other script runs.
pub(super) const QUICK_EXIT_SCRIPT_HASH: &str =
    "sha256-CDGDWwy/6f24CR8Ba7ha2Zpycpc8YWfarHI7UYJ8AQU=";
