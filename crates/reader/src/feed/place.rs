//! Where an entry stands on the map: GeoRSS, GML, W3C geo.

use model::Geo;
use serde_json::{Value, json};

/// Positions that are looked at.
const POSITIONS_MAX: usize = 1_000;

/// The place that an element tells: its local name, its text, the GML shape it stands in (lower case) with its reference system.
pub fn place(name: &str, text: &str, shape: &str, system: Option<&str>, dimensions: usize) -> Option<Geo> {
    let numbers: Vec<f64> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .take(POSITIONS_MAX * dimensions)
        .map_while(|word| word.parse().ok().filter(|number: &f64| number.is_finite()))
        .collect();
    let swap = system.is_none_or(is_geographic);
    let mut positions: Vec<Value> = numbers
        .chunks_exact(dimensions)
        .map(|position| match *position {
            [a, b] => {
                if swap {
                    json!([b, a])
                } else {
                    json!([a, b])
                }
            }
            [a, b, height] => {
                if swap {
                    json!([b, a, height])
                } else {
                    json!([a, b, height])
                }
            }
            _ => Value::Null,
        })
        .collect();
    let kind = match (name, shape) {
        ("point", _) | ("pos", "point") => "Point",
        ("line", _) | ("poslist", "linestring") => "LineString",
        ("polygon", _) | ("poslist", "linearring" | "polygon") => "Polygon",
        ("box", _) | ("poslist" | "pos", "envelope") => "Box",
        _ => return None,
    };
    let coordinates = match kind {
        "Point" if !positions.is_empty() => positions.swap_remove(0),
        "LineString" if positions.len() >= 2 => Value::Array(positions),
        "Box" if positions.len() == 2 => Value::Array(positions),
        "Polygon" if positions.len() >= 3 => Value::Array(vec![Value::Array(positions)]),
        _ => return None,
    };
    Some(Geo { kind: kind.to_owned(), coordinates })
}

/// Is a reference system one of latitude and longitude, which GeoJSON turns round? EPSG gives those the numbers from 4001 on.
fn is_geographic(system: &str) -> bool {
    let code = system.rsplit([':', '/', '#']).next().and_then(|code| code.parse::<u32>().ok());
    code.is_none_or(|code| (4_001..5_000).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latitude_comes_second() {
        let shape = |name, text, shape, system, n| place(name, text, shape, system, n).map(|geo| geo.coordinates);
        assert_eq!(shape("point", "48.2 16.4", "", None, 2), Some(json!([16.4, 48.2])));
        assert_eq!(shape("pos", "48.2 16.4", "point", Some("EPSG:31256"), 2), Some(json!([48.2, 16.4])));
        assert_eq!(shape("pos", "48.2 16.4 171", "point", None, 3), Some(json!([16.4, 48.2, 171.0])));
        assert_eq!(
            shape("polygon", "1 2 3 4 5 6 1 2", "", None, 2),
            Some(json!([[[2.0, 1.0], [4.0, 3.0], [6.0, 5.0], [2.0, 1.0]]]))
        );
        assert_eq!(shape("point", "north", "", None, 2), None);
    }
}
