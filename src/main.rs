//! The command line of `glose`.

fn main() -> std::process::ExitCode {
    glose::cli::main()
}
