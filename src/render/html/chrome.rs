//! The words of a page that are not its document's: the link past the top, the way out.

use icu_locale_core::LanguageIdentifier;

/// These words in one language.
pub(super) struct Chrome {
    /// Leads past the top of the page.
    pub(super) skip: &'static str,
    /// The control that leaves the page, and the name of its landmark.
    pub(super) leave: &'static str,
    /// What it does and what it cannot do.
    pub(super) leave_means: &'static str,
    /// The key that does the same; shown only where the script runs.
    pub(super) leave_key: &'static str,
    /// Their language, when it is not the document's.
    pub(super) other_language: Option<&'static str>,
}

impl Chrome {
    /// In the document's language, or else in English.
    pub(super) fn of(language: &LanguageIdentifier) -> Self {
        match language.language.as_str() {
            "es" => Self {
                skip: "Ir al contenido",
                leave: "Salir de esta página ya",
                leave_means: "Abre weather.gov, una página sobre el tiempo. No puede borrar el \
                              historial de este teléfono o computadora.",
                leave_key: "También puede pulsar tres veces la tecla Esc.",
                other_language: None,
            },
            other => Self {
                skip: "Skip to the content",
                leave: "Leave this page now",
                leave_means: "Goes to weather.gov, a page about the weather. It cannot erase the \
                              history of this phone or computer.",
                leave_key: "Pressing the Esc key three times does the same.",
                other_language: (other != "en").then_some("en"),
            },
        }
    }
}

/// A well-known page that says nothing about who looks at it.
pub(super) const LEAVE_TO: &str = "https://www.weather.gov/";

/// Leaves at once and takes this page's place in the history, on the link or on three times Esc.
pub(super) const LEAVE_SCRIPT: &str = r#"(function () {
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
pub(super) const LEAVE_SCRIPT_HASH: &str = "sha256-CDGDWwy/6f24CR8Ba7ha2Zpycpc8YWfarHI7UYJ8AQU=";
