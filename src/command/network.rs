//! `policypress network`: sets up a grantee's agencies.

mod init;

pub(super) use init::run_network_init as init;
