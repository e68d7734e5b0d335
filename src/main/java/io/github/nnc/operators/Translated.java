package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Network;
import java.util.List;

/**
 * A graph in layers.
 *
 * @param results the outputs as the graph sees them, in its order
 * @param obstacles all that stand in the way; the network is whole only where there are none
 */
public record Translated(Network network, List<Flowing> results, List<Obstacle> obstacles) {

    public Translated {
        results = List.copyOf(results);
        obstacles = List.copyOf(obstacles);
    }
}
