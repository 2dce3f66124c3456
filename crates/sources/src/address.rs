//! Which addresses may be connected to: globally routable unicast alone, unless the settings allow a network.
//!
//! An allow rule by the IANA special-purpose registries (RFC 6890 and its updates), IPv4 inside IPv6 unpacked; a list of
//! forbidden ranges always forgets some.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// A network in CIDR form: `127.1.0.0/16`, `fd00::/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u8,
}

/// Not a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANetwork(String);

impl fmt::Display for NotANetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no network: write one such as 127.1.0.0/16", self.0)
    }
}

impl std::error::Error for NotANetwork {}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let wrong = || NotANetwork(text.to_owned());
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let base: IpAddr = base.trim().parse().map_err(|_| wrong())?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse().map_err(|_| wrong()))?;
        if bits > most { Err(wrong()) } else { Ok(Self { base, bits }) }
    }
}

impl Network {
    /// Is the address in this network?
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, unpacked(address)) {
            (IpAddr::V4(base), IpAddr::V4(address)) => in_v4(address, base.to_bits(), self.bits),
            (IpAddr::V6(base), IpAddr::V6(address)) => in_v6(address, base.to_bits(), self.bits),
            _ => false,
        }
    }
}

/// May this address be connected to?
pub fn permitted(address: IpAddr, allow: &[Network]) -> bool {
    allow.iter().any(|network| network.contains(address)) || globally_routable(address)
}

/// Globally routable unicast, by the registries.
pub fn globally_routable(address: IpAddr) -> bool {
    match unpacked(address) {
        IpAddr::V4(address) => v4_global(address),
        IpAddr::V6(address) => v6_global(address),
    }
}

/// IPv4 as IPv6 carries it: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). The rule of the inner address holds.
fn unpacked(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return IpAddr::V4(v4);
    }
    let bits = v6.to_bits();
    let low = u32::try_from(bits & u128::from(u32::MAX)).unwrap_or(0);
    if in_v6(v6, 0x0064_ff9b_u128 << 96, 96) {
        return IpAddr::V4(Ipv4Addr::from_bits(low));
    }
    if in_v6(v6, 0x2002_u128 << 112, 16) {
        return IpAddr::V4(Ipv4Addr::from_bits(u32::try_from((bits >> 80) & u128::from(u32::MAX)).unwrap_or(0)));
    }
    address
}

/// IANA IPv4 Special-Purpose Address Registry: what is there and not marked globally reachable; multicast; class E.
const V4_SPECIAL: &[([u8; 4], u8)] = &[
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([192, 175, 48, 0], 24),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 3),
];

fn v4_global(address: Ipv4Addr) -> bool {
    !V4_SPECIAL.iter().any(|&(base, bits)| in_v4(address, Ipv4Addr::from(base).to_bits(), bits))
}

/// Global unicast is 2000::/3; within it the IANA IPv6 Special-Purpose Address Registry takes these out.
const V6_SPECIAL: &[(u128, u8)] = &[
    (0x2001_u128 << 112, 23),
    (0x2001_0db8_u128 << 96, 32),
    (0x2002_u128 << 112, 16),
    (0x2620_004f_8000_u128 << 80, 48),
    (0x3fff_u128 << 112, 20),
];

fn v6_global(address: Ipv6Addr) -> bool {
    in_v6(address, 0x2000_u128 << 112, 3) && !V6_SPECIAL.iter().any(|&(base, bits)| in_v6(address, base, bits))
}

fn in_v4(address: Ipv4Addr, base: u32, bits: u8) -> bool {
    let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
    address.to_bits() & mask == base & mask
}

fn in_v6(address: Ipv6Addr, base: u128, bits: u8) -> bool {
    let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
    address.to_bits() & mask == base & mask
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPECIAL: &[&str] = &[
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ];

    #[test]
    fn special_addresses_are_refused() {
        for text in SPECIAL {
            assert!(!permitted(text.parse().unwrap(), &[]), "{text}");
        }
    }

    #[test]
    fn public_addresses_are_permitted() {
        for text in ["8.8.8.8", "93.184.216.34", "2a00:1450:4001:81c::200e", "2606:4700::1111", "64:ff9b::808:808"] {
            assert!(permitted(text.parse().unwrap(), &[]), "{text}");
        }
    }

    #[test]
    fn an_allowed_network_opens_itself_and_no_other() {
        let allow = ["127.1.0.0/16".parse().unwrap()];
        assert!(permitted("127.1.0.24".parse().unwrap(), &allow));
        assert!(permitted("::ffff:127.1.0.24".parse().unwrap(), &allow));
        assert!(!permitted("127.9.9.9".parse().unwrap(), &allow));
        assert!(!permitted("::ffff:127.9.9.9".parse().unwrap(), &allow));
        assert!("127.1.0.0/33".parse::<Network>().is_err());
        assert!("everything".parse::<Network>().is_err());
    }
}
