//! What keeps visitors out of what is not theirs: security headers, the check of where a form came from, the visitor's
//! address behind trusted proxies.

use std::net::{IpAddr, SocketAddr};

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::Settings;

/// No inline code or style, nothing from elsewhere. JSON-LD blocks are data and pass.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The checks, with what they need of the settings.
pub struct Guard {
    origin: String,
    /// The paper is reached by https: cookies carry `Secure` and `__Host-`.
    pub secure: bool,
    proxies: Vec<(IpAddr, u8)>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Guard {
    /// Reads address and proxies; a sentence where one is wrong.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let address = url::Url::parse(&settings.address).map_err(|_| {
            format!("the setting address is \"{}\": write one such as https://news.example", settings.address)
        })?;
        let secure = address.scheme() == "https";
        let proxies = settings.trusted_proxies.iter().map(|text| network(text)).collect::<Result<_, _>>()?;
        let mut headers = vec![
            (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static("camera=(), microphone=(), geolocation=(), interest-cohort=()"),
            ),
        ];
        if secure {
            headers.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")));
        }
        Ok(Self { origin: address.origin().ascii_serialization(), secure, proxies, headers })
    }

    /// Adds the headers that every answer carries.
    pub fn dress(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
    }

    /// May a form of this origin be taken? It must come from the paper's own pages: browsers say so in `Sec-Fetch-Site`
    /// and `Origin`; whoever sends neither is refused too.
    pub fn own_form(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let site = text("sec-fetch-site");
        let origin = text("origin");
        if site.is_none() && origin.is_none() {
            return false;
        }
        site.is_none_or(|site| site == "same-origin" || site == "none")
            && origin.is_none_or(|origin| origin == self.origin || site == Some("same-origin"))
    }

    /// The visitor's address: the peer's, or the last one in `X-Forwarded-For` that no trusted proxy has.
    pub fn visitor(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let mut address = peer.ip().to_canonical();
        let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
        for hop in hops.iter().rev() {
            if !self.trusted(address) {
                break;
            }
            let Ok(next) = hop.parse::<IpAddr>() else { break };
            address = next.to_canonical();
        }
        address
    }

    fn trusted(&self, address: IpAddr) -> bool {
        self.proxies.iter().any(|(network, bits)| holds(*network, *bits, address))
    }

    /// The name of a cookie: with the prefix that ties it to this host where the paper is reached by https.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// A `Set-Cookie` value.
    pub fn cookie(&self, name: &str, value: &str, seconds: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", self.cookie_name(name))
    }

    /// The value of a cookie.
    pub fn read_cookie(&self, headers: &HeaderMap, name: &str) -> Option<String> {
        let name = self.cookie_name(name);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value.to_owned())
    }
}

fn network(text: &str) -> Result<(IpAddr, u8), String> {
    let (address, bits) = text.split_once('/').unwrap_or((text, ""));
    let address: Option<IpAddr> = address.trim().parse().ok();
    let wrong = || format!("the setting trusted_proxies holds \"{text}\": write a network such as 127.0.0.0/8");
    let address = address.ok_or_else(wrong)?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = if bits.is_empty() { most } else { bits.parse().ok().filter(|n| *n <= most).ok_or_else(wrong)? };
    Ok((address, bits))
}

fn holds(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    let same = |a: &[u8], b: &[u8]| {
        let whole = usize::from(bits / 8);
        let rest = bits % 8;
        a.get(..whole) == b.get(..whole)
            && (rest == 0 || a.get(whole).zip(b.get(whole)).is_some_and(|(a, b)| (a ^ b) >> (8 - rest) == 0))
    };
    match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => same(&a.octets(), &b.octets()),
        (IpAddr::V6(a), IpAddr::V6(b)) => same(&a.octets(), &b.octets()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str, proxies: &[&str]) -> Guard {
        let proxies = proxies.iter().map(|p| (*p).to_owned()).collect();
        Guard::new(&Settings { address: address.into(), trusted_proxies: proxies, ..Settings::default() }).unwrap()
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn a_form_must_come_from_our_own_pages() {
        let guard = guard("https://news.example", &[]);
        for (pairs, wanted) in [
            (&[("sec-fetch-site", "same-origin"), ("origin", "https://news.example")][..], true),
            (&[("origin", "https://news.example")], true),
            (&[("origin", "https://evil.example")], false),
            (&[("origin", "null")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://news.example")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[], false),
        ] {
            assert_eq!(guard.own_form(&headers(pairs)), wanted, "{pairs:?}");
        }
    }

    #[test]
    fn only_trusted_proxies_tell_the_visitors_address() {
        let peer: SocketAddr = "10.0.0.9:5000".parse().unwrap();
        let forged = headers(&[("x-forwarded-for", "1.2.3.4, 203.0.113.7")]);
        assert_eq!(guard("http://a.example", &[]).visitor(peer, &forged).to_string(), "10.0.0.9");
        assert_eq!(guard("http://a.example", &["10.0.0.0/8"]).visitor(peer, &forged).to_string(), "203.0.113.7");
        assert!(Guard::new(&Settings { trusted_proxies: vec!["10.0.0.0/99".into()], ..Settings::default() }).is_err());
    }

    #[test]
    fn cookies_are_tied_to_the_host_where_they_can_be() {
        assert!(guard("https://a.example", &[]).cookie("session", "x", 9).starts_with("__Host-session=x;"));
        assert!(!guard("http://192.168.1.2:8080", &[]).cookie("session", "x", 9).contains("Secure"));
        let sent = headers(&[("cookie", "a=1; session=abc; b=2")]);
        assert_eq!(guard("http://a.example", &[]).read_cookie(&sent, "session").as_deref(), Some("abc"));
    }
}
