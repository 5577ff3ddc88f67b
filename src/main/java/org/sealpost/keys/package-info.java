/**
 * The practice's own keys for S/MIME and its internal certificate authority: where the keys come from, their
 * certificates, rotation with overlap, tokens (PKCS#11), backup. No private half leaves this package but as a handle for
 * signing and decrypting, encrypted for the person whom it belongs to, or in an encrypted backup.
 */
@NullMarked
package org.sealpost.keys;

import org.jspecify.annotations.NullMarked;
