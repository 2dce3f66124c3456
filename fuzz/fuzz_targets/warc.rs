#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reader::fuzz::fuzz_warc(data));
