package org.sealpost.policy;

import java.util.Optional;

/**
 * Who the portal can know at an address. A gateway and what tries rules without one ask here, so that both decide the same in
 * the same words.
 */
public final class PortalReaders {

    private PortalReaders() {}

    /**
     * Why nobody at an address can be served through the portal, or nothing when somebody may be.
     *
     * @param patients how many have the address
     */
    public static Optional<String> obstacle(int patients) {
        return switch (patients) {
            case 0 -> Optional.of("the portal knows patients only, and the recipient is none");
            case 1 -> Optional.empty();
            default -> Optional.of("several patients share the address, so the portal cannot tell who reads");
        };
    }
}
