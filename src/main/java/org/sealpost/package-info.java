/** Sealpost, a secure e-mail gateway for medical practices. */
@org.jspecify.annotations.NullMarked
package org.sealpost;
