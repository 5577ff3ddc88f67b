package org.sealpost.smime;

import java.security.cert.X509Certificate;

/**
 * How a message was decrypted.
 *
 * @param cipher of its content; of several layers, the weakest proof: one without a tag, if there was such a one
 * @param certificate of ours that it was encrypted to
 */
public record Decryption(ContentCipher cipher, X509Certificate certificate) {}
