package org.sealpost.inspect;

/**
 * A file within another one.
 *
 * @param mediaType as the other declares it, empty when it does not
 */
record Embedded(String name, String mediaType, byte[] octets) {}
