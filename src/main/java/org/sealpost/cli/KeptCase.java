package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.sealpost.policy.KeptDecision;

/** A decision that a gateway kept, as its API gives it. */
record KeptCase(String sender, String recipient, KeptDecision decision) {

    static KeptCase of(JsonNode json) throws GatewayException {
        try {
            return new KeptCase(
                    json.path("sender").asText(""),
                    json.path("recipient").asText("an address that is not known any more"),
                    KeptDecision.ofJson(json.path("decision").toString()));
        } catch (IllegalArgumentException other) {
            throw new GatewayException("The gateway keeps decisions in a form that this program does not know: use the"
                    + " program of the gateway's version.");
        }
    }

    /** Without the addresses. */
    @Override
    public String toString() {
        return "KeptCase[" + decision.time() + "]";
    }
}
