//! The program: parse, call, print, exit.

fn main() {}
