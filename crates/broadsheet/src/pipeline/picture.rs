//! picture: a report's picture → the hub's own copies at a few widths, so that no reader's browser asks an outlet for anything.

use std::{
    io::Cursor,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops};
use model::Id;
use model::limits::{PICTURE_DECODED_BYTES_MAX, PICTURE_SIDE_MAX};
use sources::{Fault as NetFault, FaultKind, Purpose, Request};
use store::{Fault, articles, changes, media, outlets, takedowns, work};
use tokio::sync::Semaphore;

use super::work::{LEASE, PICTURE, backoff, guarded};
use crate::hub::{Hub, now};

/// The widest a page shows a picture.
const WIDTH_MAX: u32 = 1_280;
/// Of JPEG, in per cent: above it the bytes grow faster than the likeness.
const QUALITY: u8 = 80;
/// Tries of a picture whose host does not answer; a page stands without it.
const TRIES: i64 = 5;

/// One picture is decoded at a time, so that several large ones do not fill the memory together.
static DECODING: Mutex<()> = Mutex::new(());

/// Fetches pictures until asked to stop.
pub async fn run(hub: Arc<Hub>) {
    let slots = Arc::new(Semaphore::new(4));
    let claim = {
        let hub = hub.clone();
        move |n| hub.store.write(|tx| work::claim(tx, PICTURE, n, now(), 4 * LEASE))
    };
    super::net_turns(&hub, "picture", &slots, 4, claim, |hub, claim| async move {
        if let Err(fault) = picture(&hub, claim).await {
            tracing::warn!("picture: {fault}");
        }
    })
    .await;
}

/// One picture, from the request to the stored result.
async fn picture(hub: &Arc<Hub>, claim: work::Claim) -> Result<(), Fault> {
    let of = claim.clone();
    if !super::blocking(hub, move |hub| hub.store.read(|tx| wanted(tx, &of))).await? {
        return super::blocking(hub, move |hub| hub.store.write(|tx| work::finish(tx, &claim).map(drop))).await;
    }
    let request = Request { url: claim.key.clone(), purpose: Purpose::Picture, etag: None, last_modified: None };
    let Some(answer) = super::fetched(hub, &claim, hub.fetcher.fetch(&request)).await else { return Ok(()) };
    super::blocking(hub, move |hub| match answer {
        Ok(answer) => keep(hub, &claim, &answer.body.unwrap_or_default()),
        Err(fault) => failed(hub, &claim, &fault),
    })
    .await
}

/// Is it still the picture of a report whose outlet's switch is on, not here yet and not taken down?
fn wanted(tx: &mut store::Tx, claim: &work::Claim) -> Result<bool, Fault> {
    let Ok(article) = claim.payload.parse::<Id>() else { return Ok(false) };
    let Some(head) = articles::head(tx, article)? else { return Ok(false) };
    let on = outlets::get(tx, head.outlet)?.is_some_and(|outlet| outlet.pictures);
    let here = media::picture(tx, &claim.key)?.is_some_and(|picture| picture.hash.is_some());
    let down = takedowns::stands(tx, takedowns::Kind::Picture, std::slice::from_ref(&claim.key))?;
    Ok(on && !here && !down && head.image.is_some_and(|image| image.src == claim.key))
}

/// Scales and keeps a picture, or notes why it cannot be shown.
fn keep(hub: &Hub, claim: &work::Claim, bytes: &[u8]) -> Result<(), Fault> {
    let scaled = {
        let _one = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
        guarded(|| scale(bytes)).unwrap_or_else(Err)
    };
    let scaled = match scaled {
        Ok(scaled) => scaled,
        Err(why) => return note(hub, claim, why),
    };
    let hash = hub.media.put(&scaled.whole)?;
    for (width, bytes) in &scaled.narrower {
        hub.media.put_narrower(&hash, *width, bytes)?;
    }
    let size = scaled.whole.len() + scaled.narrower.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let medium = media::Medium {
        hash: hash.clone(),
        kind: "image/jpeg".into(),
        bytes: i64::try_from(size).unwrap_or(i64::MAX),
        width: scaled.width.into(),
        height: scaled.height.into(),
        own: false,
        used: now(),
    };
    let here = hub.store.write(|tx| {
        if !work::finish(tx, claim)? {
            return Ok(true);
        }
        let picture = media::Picture { hash: Some(hash.clone()), at: now(), fault: None };
        let here = media::save_picture(tx, &claim.key, &picture)?;
        if here {
            media::save(tx, &medium)?;
            // Pages that were made without it go.
            changes::note(tx, changes::ChangeKind::Article, claim.payload.parse().unwrap_or_default());
        }
        Ok(here)
    })?;
    // Another address may have brought the same bytes.
    if !here && hub.store.read(|tx| media::get(tx, &hash))?.is_none() {
        hub.media.delete(&hash);
    }
    Ok(())
}

/// Notes why a picture is not here.
fn note(hub: &Hub, claim: &work::Claim, why: String) -> Result<(), Fault> {
    let picture = media::Picture { hash: None, at: now(), fault: Some(why) };
    hub.store.write(|tx| {
        if work::finish(tx, claim)? {
            media::save_picture(tx, &claim.key, &picture)?;
        }
        Ok(())
    })
}

/// The picture did not come: tried again, or given up.
fn failed(hub: &Hub, claim: &work::Claim, fault: &NetFault) -> Result<(), Fault> {
    let now = now();
    match &fault.kind {
        FaultKind::Paused { until, .. } => hub.store.write(|tx| work::release(tx, claim, *until).map(drop)),
        FaultKind::Timeout | FaultKind::Truncated | FaultKind::Unreachable | FaultKind::Answer
            if claim.failures + 1 < TRIES =>
        {
            let due = now + fault.retry_after.unwrap_or_else(|| backoff(claim.failures, Duration::from_secs(60)));
            let failure = work::Failure { why: &fault.sentence, due, failures_max: TRIES, input: None };
            hub.store.write(|tx| work::fail(tx, claim, &failure, now).map(drop))
        }
        _ => note(hub, claim, fault.sentence.clone()),
    }
}

/// A picture as pages show it: JPEG, without what stood beside the pixels (place, camera).
struct Scaled {
    whole: Vec<u8>,
    width: u32,
    height: u32,
    narrower: Vec<(u32, Vec<u8>)>,
}

/// At most [`WIDTH_MAX`] wide, upright, on white where it was transparent, and narrower beside it.
fn scale(bytes: &[u8]) -> Result<Scaled, String> {
    let cannot = |e: image::ImageError| format!("the picture cannot be read: {e}");
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| cannot(e.into()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(PICTURE_SIDE_MAX);
    limits.max_image_height = Some(PICTURE_SIDE_MAX);
    limits.max_alloc = Some(PICTURE_DECODED_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(cannot)?;
    let (width, height) = decoder.dimensions();
    if decoder.total_bytes() > PICTURE_DECODED_BYTES_MAX || width.max(height) > PICTURE_SIDE_MAX {
        return Err(format!("the picture is too large: {width} × {height} pixels"));
    }
    let turned = decoder.orientation().map_err(cannot)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(cannot)?;
    image.apply_orientation(turned);
    let whole = on_white(if image.width() > WIDTH_MAX { narrowed(&image, WIDTH_MAX) } else { image });
    let mut narrower = Vec::new();
    for width in media::WIDTHS.into_iter().filter(|width| *width < whole.width()) {
        let copy = imageops::thumbnail(&whole, width, height_at(width, whole.width(), whole.height()));
        narrower.push((width, jpeg(&copy).map_err(cannot)?));
    }
    Ok(Scaled { width: whole.width(), height: whole.height(), whole: jpeg(&whole).map_err(cannot)?, narrower })
}

fn narrowed(image: &DynamicImage, width: u32) -> DynamicImage {
    image.thumbnail_exact(width, height_at(width, image.width(), image.height()))
}

/// The height that keeps the proportions.
fn height_at(width: u32, of_width: u32, of_height: u32) -> u32 {
    let height = u64::from(of_height) * u64::from(width) / u64::from(of_width.max(1));
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let over = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, alpha] = image.get_pixel(x, y).0;
        Rgb([over(r, alpha), over(g, alpha), over(b, alpha)])
    })
}

fn jpeg(image: &RgbImage) -> Result<Vec<u8>, image::ImageError> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(image)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut out = Vec::new();
        image.write_to(&mut Cursor::new(&mut out), ImageFormat::Png).unwrap();
        out
    }

    fn plain(width: u32, height: u32) -> Vec<u8> {
        png(&DynamicImage::new_rgb8(width, height))
    }

    #[test]
    fn pictures_are_scaled_down_and_never_up() {
        let large = scale(&plain(2_400, 600)).unwrap();
        assert_eq!((large.width, large.height), (1_280, 320));
        assert_eq!(large.narrower.iter().map(|(width, _)| *width).collect::<Vec<_>>(), media::WIDTHS);
        for (width, bytes) in &large.narrower {
            let copy = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
            assert_eq!((copy.width(), copy.height()), (*width, width / 4));
        }
        let small = scale(&plain(300, 200)).unwrap();
        assert_eq!((small.width, small.height, small.narrower.len()), (300, 200, 0));
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0])));
        let scaled = scale(&png(&clear)).unwrap();
        let shown = image::load_from_memory(&scaled.whole).unwrap().into_rgb8();
        assert!(shown.get_pixel(10, 10).0.iter().all(|part| *part > 250));
    }

    #[test]
    fn a_bomb_is_refused_before_decoding() {
        // A few bytes that say they are four thousand million pixels, and a true picture of 144 million in a hundredth of that.
        let mut bomb = plain(4, 4);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(scale(&bomb).is_err());
        let flat = png(&DynamicImage::new_luma8(12_000, 12_000));
        assert!(flat.len() < 144_000_000 / 100);
        let why = scale(&flat).err().unwrap();
        assert!(why.contains("too large"), "{why}");
    }

    #[test]
    fn the_bytes_decide_what_is_a_picture() {
        for bytes in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<!doctype html><p>Sorry", b"", b"\x89PNG\r\n\x1a\n"]
        {
            assert!(scale(bytes).is_err());
        }
    }
}
