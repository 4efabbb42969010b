//! What a grantee needs for all of its agencies together.

mod init;

pub(super) use init::run_network_init as init;
