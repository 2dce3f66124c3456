//! Serves a small paper made of a fixture, to look at pages: `cargo run --release -p site --example paper -- 127.0.0.1:8099`.

#[path = "../tests/world/mod.rs"]
mod world;

use std::sync::Arc;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".into());
    let folder = tempfile::tempdir()?;
    let store = store::Store::open(&folder.path().join("paper.db").to_string_lossy(), &store::Options::default())?;
    let now = jiff::Timestamp::now().as_second();
    for id in world::fill(&store, now) {
        println!("http://{listen}/story/{id}");
    }
    let index = store::search::Index::open(&folder.path().join("index"))?;
    while index.follow(&store)?.more {}
    let token = store.write(|tx| store::users::make_link(tx, "first admin", None, now + 3_600))?;
    println!("http://{listen}/admin/first/{token}");
    let hub = site::Hub {
        store,
        index: Some(Arc::new(index)),
        files: store::media::Files::new(folder.path().join("media")),
        settings: site::Settings { address: format!("http://{listen}"), ..site::Settings::default() },
        metrics: None,
    };
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    Ok(site::serve(hub, listener, stop).await?)
}
