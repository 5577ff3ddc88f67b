/** Which library does the cryptography: the one seam between the standard edition and the one for FIPS 140-3. */
@org.jspecify.annotations.NullMarked
package org.sealpost.cryptography;
