const reasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  CERT_REVOKED: 'the certificate has been revoked',
  CERT_REJECTED: 'the certificate is marked as rejected',
  CERT_UNTRUSTED: 'the certificate is not trusted for servers',
  CERT_CHAIN_TOO_LONG: 'the certificate chain is too long',
  CERT_SIGNATURE_FAILURE: 'the signature of the certificate is wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in a self-signed certificate this machine does not trust',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate of an issuer in the chain is missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the certificate is unknown to this machine',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the issuer is unknown to this machine, or the server did not send the intermediate certificates',
  INVALID_CA: 'a certificate in the chain may not issue others',
  INVALID_PURPOSE: 'the certificate is not meant for servers',
  HOSTNAME_MISMATCH: 'the certificate is for another host name',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS on this port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the other side does not speak TLS on this port',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server offers only TLS versions that are no longer safe',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server refuses the TLS versions this client offers',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'no common cipher or protocol, or the server asks for a client certificate',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'the server has no certificate for this host name',
  ERR_SSL_DH_KEY_TOO_SMALL: 'the key exchange of the server is too weak',
  EE_KEY_TOO_SMALL: 'the key in the certificate is too small',
  CA_MD_TOO_WEAK: 'the certificate is signed with a hash that is no longer safe',
};

/** Why a TLS connection was refused, in words; for codes without words of their own, what the library says. */
export function tlsReason(code: string, message: string): string {
  const known = reasons[code];
  if (known !== undefined) return known;
  // BoringSSL and OpenSSL name the same alert differently; the tail of the message is the readable part of both.
  if (/wrong version number|packet length too long|http request/i.test(message)) {
    return 'the other side does not speak TLS on this port';
  }
  return message === '' ? 'the TLS handshake failed' : message;
}

/** Codes of certificate and handshake failures, whichever library raised them. */
export function isTlsCode(code: string): boolean {
  return code in reasons || code === 'EPROTO' || /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|CRL_)/.test(code);
}
