/**
 * Signs what leaves as the practice's domain (DKIM, RFC 6376 and 8463), since encryption breaks the signature that the
 * practice's own server made: the keys of a domain, their rotation, and the signature. A message that cannot be signed
 * leaves unsigned: a signature protects nothing of what is in it.
 */
@NullMarked
package org.sealpost.dkim;

import org.jspecify.annotations.NullMarked;
