//! Addresses as keys: two spellings of one page become one, and a host tells its registrable domain.

use url::{Host, Url};

/// Parameters that only say how a reader came to the page. Names are compared in lower case; a star at the end stands for
/// any rest. From the lists of ClearURLs' and browsers' trackers, those that news sites' feeds carry.
const TRACKING: &[&str] = &[
    "utm_*",
    "at_medium",
    "at_campaign",
    "at_format",
    "at_link_*",
    "at_ptr_name",
    "at_bbc_team",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "cmpid",
    "cmp",
    "ns_*",
    "xtor",
    "wt_mc",
    "wt.mc_*",
    "ftag",
    "ocid",
    "smid",
    "smtyp",
    "partner",
    "feedtype",
    "feedname",
    "traffic_source",
    "__twitter_impression",
    "ref_src",
    "spm",
    "guccounter",
    "guce_*",
    "_ga",
    "_gl",
    "amp",
    "sref",
    "srnd",
    "taid",
    "soc_src",
    "soc_trk",
    "rss",
    "cid_source",
];

/// The key of a page's address: without scheme, `www.`, fragment, default port, tracking parameters, an `index.html` or a
/// slash at the end; parameters sorted. `None`: not an http address.
pub fn clean(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_end_matches('.');
    let mut key = String::with_capacity(address.len());
    key.push_str(host.strip_prefix("www.").unwrap_or(host));
    if let Some(port) = url.port() {
        key.push(':');
        key.push_str(&port.to_string());
    }
    let path = url.path();
    let path =
        ["/index.html", "/index.htm", "/index.php"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    key.push_str(path.trim_end_matches('/'));
    let mut pairs: Vec<&str> =
        url.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty() && !tracks(pair)).collect();
    pairs.sort_unstable();
    for (i, pair) in pairs.iter().enumerate() {
        key.push(if i == 0 { '?' } else { '&' });
        key.push_str(pair);
    }
    Some(key)
}

fn tracks(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    TRACKING.iter().any(|&known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == known,
    })
}

/// The registrable domain of an address's host (`bbc.co.uk` of `https://www.bbc.co.uk/news`), in lower case; the host itself where
/// it has none (an IP address, a name of one label). What rests after a 429, and what an outlet is found by.
pub fn domain(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    match url.host()? {
        Host::Domain(host) => {
            let host = host.trim_end_matches('.');
            Some(psl::domain_str(host).filter(|_| host.contains('.')).unwrap_or(host).to_owned())
        }
        Host::Ipv4(_) | Host::Ipv6(_) => Some(url.host_str()?.to_owned()),
    }
}

/// The home page of whoever publishes at an address: its registrable domain's root; where there is no such domain, the root
/// of this host and port, since there another port may be another outlet.
pub(crate) fn home(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let domain = domain(address)?;
    let port = url.port().filter(|_| is_bare(&domain)).map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{}://{domain}{port}/", url.scheme()))
}

/// Is this a host that is no registrable domain?
pub(crate) fn is_bare(domain: &str) -> bool {
    !domain.contains('.') || domain.parse::<std::net::IpAddr>().is_ok() || psl::domain_str(domain).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_page() {
        for (a, b) in [
            ("https://www.example.org/a/b/?utm_source=rss&id=3#top", "http://example.org/a/b?id=3"),
            ("https://EXAMPLE.org:443/", "http://example.org"),
            ("https://example.org/a/index.html", "https://example.org/a/"),
            ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"),
        ] {
            assert_eq!(clean(a), clean(b));
        }
        assert_ne!(clean("https://example.org/?id=1"), clean("https://example.org/?id=2"));
        assert_ne!(clean("https://example.org/A"), clean("https://example.org/a"));
        assert_eq!(clean("ftp://example.org/"), None);
        assert_eq!(clean("no address"), None);
    }

    #[test]
    fn domains() {
        for (address, want) in [
            ("https://www.bbc.co.uk/news", Some("bbc.co.uk")),
            ("https://edition.cnn.com/", Some("cnn.com")),
            ("http://127.1.2.3:8080/", Some("127.1.2.3")),
            ("http://localhost:9/", Some("localhost")),
            ("http://[::1]/", Some("[::1]")),
            ("nothing", None),
        ] {
            assert_eq!(domain(address).as_deref(), want);
        }
        assert_eq!(home("http://127.1.2.3:8080/a").as_deref(), Some("http://127.1.2.3:8080/"));
        assert_eq!(home("https://www.bbc.co.uk:8443/a").as_deref(), Some("https://bbc.co.uk/"));
    }
}
