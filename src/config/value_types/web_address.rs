//! Web addresses.

use url::Url;

use super::WebAddress;
use crate::diag::agency::WebAddressError;

impl WebAddress {
    /// Reads an address as people write it, with or without `https://`.
    ///
    /// # Errors
    /// What keeps it from being the address of a page on the web.
    pub fn parse(written: &str) -> Result<WebAddress, WebAddressError> {
        if written.contains(char::is_whitespace) {
            return Err(WebAddressError::ContainsSpace);
        }
        let lower = written.to_ascii_lowercase();
        let complete = if written.contains("://") {
            written.to_owned()
        } else if lower.starts_with("mailto:") || (written.contains('@') && !written.contains('/'))
        {
            return Err(WebAddressError::EmailAddress);
        } else if has_non_http_scheme(&lower) {
            return Err(WebAddressError::NotHttp);
        } else {
            format!("https://{written}")
        };
        let url = Url::parse(&complete).map_err(|_| WebAddressError::InvalidUrl)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(WebAddressError::NotHttp);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(WebAddressError::ContainsCredentials);
        }
        if !url
            .host_str()
            .is_some_and(|host| host.trim_matches('.').contains('.'))
        {
            return Err(WebAddressError::InvalidUrl);
        }
        let shown = complete
            .split_once("://")
            .map_or(complete.as_str(), |(_, rest)| rest);
        Ok(WebAddress {
            display_text: shown.strip_suffix('/').unwrap_or(shown).to_owned(),
            url: url.into(),
        })
    }
}

/// `javascript:alert(1)`, but not `www.cedarvalley.example:8080`.
fn has_non_http_scheme(lower: &str) -> bool {
    lower.split_once(':').is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    })
}
