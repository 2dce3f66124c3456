//! picture: a report's picture → the hub's own scaled copy, so that no reader's browser asks an outlet for anything.

use std::{io::Cursor, sync::Arc};

use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use sources::{Purpose, Request};
use store::{Fault, media, work};
use tokio::sync::Semaphore;

use super::work::{LEASE, PICTURE, guarded};
use crate::hub::{Hub, now};

/// The widest a page shows a picture.
const WIDTH_MAX: u32 = 1_200;
/// Pixels on a side, looked at before anything is decoded.
const SIDE_MAX: u32 = 12_000;
/// Bytes that decoding may take: 12,000 × 4,000 pixels of four bytes.
const DECODED_BYTES_MAX: u64 = 192 << 20;

/// Fetches pictures until asked to stop.
pub async fn run(hub: Arc<Hub>) {
    let slots = Arc::new(Semaphore::new(4));
    let claim = {
        let hub = hub.clone();
        move |n| hub.store.write(|tx| work::claim(tx, PICTURE, n, now(), 4 * LEASE))
    };
    super::net_turns(&hub, "picture", &slots, 4, claim, |hub, claim| async move {
        let request = Request { url: claim.key.clone(), purpose: Purpose::Picture, etag: None, last_modified: None };
        let answer = hub.fetcher.fetch(&request).await.map(|answer| answer.body.unwrap_or_default());
        let stored = super::blocking(&hub, move |hub| keep(hub, &claim, answer.map_err(|fault| fault.sentence)));
        if let Err(fault) = stored.await {
            tracing::warn!("picture: {fault}");
        }
    })
    .await;
}

/// Scales and keeps a picture, or notes why it is not here.
fn keep(hub: &Hub, claim: &work::Claim, bytes: Result<Vec<u8>, String>) -> Result<(), Fault> {
    let now = now();
    let scaled = bytes.and_then(|bytes| guarded(|| scale(&bytes)).unwrap_or_else(Err));
    let picture = match &scaled {
        Ok((bytes, _)) => media::Picture { hash: Some(hub.media.put(bytes)?), at: now, fault: None },
        Err(why) => media::Picture { hash: None, at: now, fault: Some(why.clone()) },
    };
    hub.store.write(|tx| {
        if let (Some(hash), Ok((bytes, image))) = (&picture.hash, &scaled) {
            media::save(
                tx,
                &media::Medium {
                    hash: hash.clone(),
                    kind: "image/jpeg".into(),
                    bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                    width: image.width().into(),
                    height: image.height().into(),
                    own: false,
                    used: now,
                },
            )?;
        }
        media::save_picture(tx, &claim.key, &picture)?;
        work::finish(tx, claim)?;
        Ok(())
    })
}

/// A picture as JPEG, at most [`WIDTH_MAX`] wide; what stood beside the pixels (place, camera) is gone.
fn scale(bytes: &[u8]) -> Result<(Vec<u8>, DynamicImage), String> {
    let cannot = |e: &dyn std::fmt::Display| format!("the picture cannot be read: {e}");
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| cannot(&e))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    reader.limits(limits);
    let image = reader.decode().map_err(|e| cannot(&e))?;
    let image = if image.width() > WIDTH_MAX { image.thumbnail(WIDTH_MAX, SIDE_MAX) } else { image };
    let flat = DynamicImage::ImageRgb8(image.to_rgb8());
    let mut out = Vec::new();
    flat.write_to(&mut Cursor::new(&mut out), ImageFormat::Jpeg).map_err(|e| cannot(&e))?;
    Ok((out, flat))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Vec::new();
        DynamicImage::new_rgb8(width, height).write_to(&mut Cursor::new(&mut out), ImageFormat::Png).unwrap();
        out
    }

    #[test]
    fn pictures_are_scaled_down_and_never_up() {
        assert_eq!(scale(&png(2_400, 600)).unwrap().1.width(), 1_200);
        assert_eq!(scale(&png(300, 200)).unwrap().1.width(), 300);
    }

    #[test]
    fn a_picture_that_declares_too_many_pixels_is_refused_before_decoding() {
        let mut bomb = png(4, 4);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(scale(&bomb).is_err());
        assert!(scale(b"<svg/>").is_err());
    }
}
