//! Web addresses.

use url::Url;

use super::WebAddress;
use crate::diag::agency::WebFault;

impl WebAddress {
    /// Reads an address as people write it, with or without `https://`.
    ///
    /// # Errors
    /// What keeps it from being the address of a page on the web.
    pub fn parse(written: &str) -> Result<WebAddress, WebFault> {
        if written.contains(char::is_whitespace) {
            return Err(WebFault::Space);
        }
        let lower = written.to_ascii_lowercase();
        let complete = if written.contains("://") {
            written.to_owned()
        } else if lower.starts_with("mailto:") || (written.contains('@') && !written.contains('/'))
        {
            return Err(WebFault::Mail);
        } else if has_other_scheme(&lower) {
            return Err(WebFault::NotWeb);
        } else {
            format!("https://{written}")
        };
        let url = Url::parse(&complete).map_err(|_| WebFault::Unreadable)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(WebFault::NotWeb);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(WebFault::UserName);
        }
        if !url
            .host_str()
            .is_some_and(|host| host.trim_matches('.').contains('.'))
        {
            return Err(WebFault::Unreadable);
        }
        let shown = complete
            .split_once("://")
            .map_or(complete.as_str(), |(_, rest)| rest);
        Ok(WebAddress {
            shown: shown.strip_suffix('/').unwrap_or(shown).to_owned(),
            link: url.into(),
        })
    }
}

/// `javascript:alert(1)`, but not `www.cedarvalley.example:8080`.
fn has_other_scheme(lower: &str) -> bool {
    lower.split_once(':').is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    })
}
