//! The command line of `glose`.

fn main() {}
