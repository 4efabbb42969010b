//! Parses web addresses.

use url::Url;

use super::WebAddress;
use crate::diag::contact_errors::WebAddressError;

impl WebAddress {
    /// Parses an address as people write it, with or without `https://`.
    ///
    /// # Errors
    /// If it is not the address of a web page.
    pub fn parse(text: &str) -> Result<WebAddress, WebAddressError> {
        if text.contains(char::is_whitespace) {
            return Err(WebAddressError::ContainsSpace);
        }
        let lower = text.to_ascii_lowercase();
        let complete = if text.contains("://") {
            text.to_owned()
        } else if lower.starts_with("mailto:") || (text.contains('@') && !text.contains('/')) {
            return Err(WebAddressError::EmailAddress);
        } else if has_non_http_scheme(&lower) {
            return Err(WebAddressError::NotHttp);
        } else {
            format!("https://{text}")
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
        let display_text = complete
            .split_once("://")
            .map_or(complete.as_str(), |(_, rest)| rest);
        Ok(WebAddress {
            display_text: display_text
                .strip_suffix('/')
                .unwrap_or(display_text)
                .to_owned(),
            url: url.into(),
        })
    }
}

/// Returns whether an address has a scheme: `javascript:alert(1)`, but not `www.cedarvalley.example:8080`.
fn has_non_http_scheme(lower: &str) -> bool {
    lower.split_once(':').is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    })
}
