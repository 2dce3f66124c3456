//! Sitemap indexes (sitemaps.org): lists of sitemaps, which `robots.txt` often names in place of these themselves. (News sitemaps are
//! feeds: see [`crate::feed`].)

use url::Url;

use crate::{charset, tree::parse};

/// Sitemaps taken from one index.
const SITEMAPS_MAX: usize = 1_000;

/// The addresses of the sitemaps that an index names, in its order; none where the document is no index.
pub fn sitemap_index(bytes: &[u8]) -> Vec<String> {
    let text = charset::decode(bytes, None);
    let tree = parse(&text);
    let named = |index: usize, name: &str| tree.node(index).name.rsplit(':').next() == Some(name);
    let locations = (1..tree.nodes.len()).filter(|&index| named(index, "sitemap")).filter_map(|sitemap| {
        let place = tree.children(sitemap).find(|&child| !tree.node(child).is_text() && named(child, "loc"))?;
        Url::parse(tree.text_of(place).trim())
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .map(String::from)
    });
    locations.take(SITEMAPS_MAX).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_index_names_its_sitemaps() {
        let index = b"<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>
            <sitemap><loc> https://a.example/news.xml </loc><lastmod>2026-03-02</lastmod></sitemap>
            <sitemap><loc>javascript:alert(1)</loc></sitemap><sitemap/><sitemap><loc>https://a.example/all.xml?a=1&amp;b=2</loc></sitemap>
            </sitemapindex>";
        assert_eq!(super::sitemap_index(index), ["https://a.example/news.xml", "https://a.example/all.xml?a=1&b=2"]);
        assert!(super::sitemap_index(b"<urlset><url><loc>https://a.example/</loc></url></urlset>").is_empty());
    }
}
