//! From a host's name to a connection: every address is checked, and only one that passed is connected to.

use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::{Fault, FaultKind, Options, address::permitted};

/// Turns a name and port into addresses.
pub type Resolver =
    Arc<dyn Fn(String, u16) -> Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>> + Send + Sync>;

/// The system's own resolver.
pub fn system_resolver() -> Resolver {
    Arc::new(|host, port| Box::pin(async move { Ok(tokio::net::lookup_host((host, port)).await?.collect()) }))
}

/// A stream of either kind.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The ports of the web; others only on networks that the settings allow.
const PORTS: [u16; 2] = [80, 443];

/// The TLS settings: the roots of Mozilla, and further ones where the settings name them.
pub fn tls(options: &Options) -> Result<Arc<ClientConfig>, String> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(pem) = &options.authorities {
        use rustls::pki_types::{CertificateDer, pem::PemObject};
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate =
                certificate.map_err(|e| format!("sources.ca_file holds no certificates in PEM form: {e}"))?;
            roots
                .add(certificate)
                .map_err(|e| format!("sources.ca_file holds a certificate that cannot be used: {e}"))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A connection to the host of `url`, over TLS for https.
pub async fn connect(options: &Options, tls: &Arc<ClientConfig>, url: &Url) -> Result<TokioIo<Box<dyn Stream>>, Fault> {
    let tcp = timeout(options.connect_timeout, tcp(options, url)).await.map_err(|_| {
        Fault::new(FaultKind::Unreachable, format!("{} did not answer the connection", host_name(url)))
    })??;
    let _ = tcp.set_nodelay(true);
    if url.scheme() != "https" {
        return Ok(TokioIo::new(Box::new(tcp)));
    }
    let name = ServerName::try_from(host_name(url)).map_err(|_| {
        Fault::new(FaultKind::Address, format!("{} is no name that a certificate could hold", host_name(url)))
    })?;
    let secured = timeout(options.connect_timeout, TlsConnector::from(tls.clone()).connect(name, tcp)).await;
    match secured {
        Ok(Ok(stream)) => Ok(TokioIo::new(Box::new(stream))),
        Ok(Err(e)) => {
            Err(Fault::new(FaultKind::Unreachable, format!("no secure connection to {}: {e}", host_name(url))))
        }
        Err(_) => {
            Err(Fault::new(FaultKind::Unreachable, format!("{} did not finish the secure connection", host_name(url))))
        }
    }
}

/// The host without the brackets of an IPv6 address.
fn host_name(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned()
}

async fn tcp(options: &Options, url: &Url) -> Result<TcpStream, Fault> {
    let port = url.port_or_known_default().unwrap_or(80);
    let addresses = checked(options, url, port).await?;
    if let Some(proxy) = &options.proxy {
        return through_proxy(proxy, url, port).await;
    }
    let mut last = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error),
        }
    }
    let why = last.map_or_else(|| "it has no address".to_owned(), |error| error.to_string());
    Err(Fault::new(FaultKind::Unreachable, format!("no connection to {}: {why}", host_name(url))))
}

/// The addresses of a host that may be connected to. One that may not be spoils them all: a name that leads inside is no
/// outlet's.
async fn checked(options: &Options, url: &Url, port: u16) -> Result<Vec<SocketAddr>, Fault> {
    let addresses = match url.host() {
        Some(Host::Ipv4(address)) => vec![SocketAddr::new(IpAddr::V4(address), port)],
        Some(Host::Ipv6(address)) => vec![SocketAddr::new(IpAddr::V6(address), port)],
        Some(Host::Domain(name)) => (options.resolver)(name.to_owned(), port)
            .await
            .map_err(|e| Fault::new(FaultKind::Unreachable, format!("the name {name} leads nowhere: {e}")))?,
        None => Vec::new(),
    };
    for address in &addresses {
        if !permitted(address.ip(), &options.allow) {
            return Err(Fault::new(
                FaultKind::Address,
                format!(
                    "{} leads to {}, which is not globally routable; if it is meant, allow its network in sources.allow",
                    host_name(url),
                    address.ip()
                ),
            ));
        }
        if !PORTS.contains(&port) && !options.allow.iter().any(|network| network.contains(address.ip())) {
            return Err(Fault::new(
                FaultKind::Address,
                format!("port {port} is none of the web's: 80 and 443 are fetched"),
            ));
        }
    }
    Ok(addresses)
}

/// A tunnel through the proxy (RFC 9110 9.3.6). The proxy's own address is the operator's word and is not checked.
async fn through_proxy(proxy: &str, url: &Url, port: u16) -> Result<TcpStream, Fault> {
    let unreachable = |what: String| Fault::new(FaultKind::Unreachable, format!("the proxy {proxy} {what}"));
    let proxy_url = Url::parse(proxy).map_err(|_| unreachable("is no address: write http://host:port".into()))?;
    let at = (host_name(&proxy_url), proxy_url.port_or_known_default().unwrap_or(3128));
    let mut stream = TcpStream::connect(at).await.map_err(|e| unreachable(format!("cannot be reached: {e}")))?;
    let host = url.host_str().unwrap_or_default();
    let request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.map_err(|e| unreachable(format!("broke off: {e}")))?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < 8_192 {
        head.push(stream.read_u8().await.map_err(|e| unreachable(format!("broke off: {e}")))?);
    }
    let granted = head.split(|&b| b == b' ').nth(1).is_some_and(|status| status.starts_with(b"2"));
    if granted { Ok(stream) } else { Err(unreachable("refused the connection".into())) }
}
