package org.sealpost.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many parts of one priority may begin now, destination by destination. Of one look at the queue, by one thread. */
final class FreePlaces {

    private final Map<DestinationName, Integer> counted;
    private final int elsewhere;

    /**
     * @param counted where something is under way
     * @param elsewhere at every other destination
     */
    FreePlaces(Map<DestinationName, Integer> counted, int elsewhere) {
        this.counted = new HashMap<>(counted);
        this.elsewhere = elsewhere;
    }

    int at(DestinationName destination) {
        return Math.max(0, counted.getOrDefault(destination, elsewhere));
    }

    /** Whether nothing is under way there. */
    boolean isNew(DestinationName destination) {
        return !counted.containsKey(destination);
    }

    /** Takes that many away. */
    void use(DestinationName destination, int places) {
        counted.put(destination, at(destination) - places);
    }

    /** Where nothing may begin. */
    List<DestinationName> full() {
        return counted.keySet().stream().filter(there -> at(there) == 0).toList();
    }

    /** Whether there is a destination at which nothing may begin. */
    boolean areNoneSomewhere() {
        return counted.values().stream().anyMatch(left -> left <= 0);
    }
}
