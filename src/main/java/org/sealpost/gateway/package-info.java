/**
 * The path of a message: identify, inspect, reach, decide, protect, deliver. The only package that knows every
 * feature; it composes them and maps their facts onto events.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.gateway;
