package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.nnc.testing.Networks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeringTest {

    private static final double WIDTH = 100;
    private static final double GAP = 30;

    @Test
    void aChainStandsInLineAndSkipsRunStraightBesideIt() {
        Graph graph = graph("""
                model u <
                  input 64;
                  a: dense 32; b: dense 16; dense 8;
                  concat < from b | >; dense 16; concat < from a | >; dense 4;
                >
                """);
        Layering layering = layering(graph);

        for (int box = 1; box < graph.boxes().size(); box++) {
            assertThat(layering.x(box)).as("box %d", box).isCloseTo(layering.x(0), offset(2.0));
            assertThat(layering.row(box)).isEqualTo(box);
        }
        for (int[] skip : List.of(new int[] {1, 6}, new int[] {2, 4})) {
            List<Integer> route = layering.route(skip[0], skip[1]);
            List<Integer> points = route.subList(1, route.size() - 1);
            assertThat(points).hasSize(skip[1] - skip[0] - 1);
            assertThat(points.stream().map(layering::x).distinct()).hasSize(1);
            assertThat(layering.x(points.get(0)) - layering.x(0)).isGreaterThanOrEqualTo(WIDTH / 2 + GAP - 2);
        }
    }

    @Test
    void boxesOfARowKeepTheirDistance() {
        Graph graph = graph("model w < input 8; concat < dense 1 | dense 2 | dense 3 | dense 4; dense 5 | > >");
        Layering layering = layering(graph);

        for (int i = 0; i < graph.boxes().size(); i++) {
            for (int j = 0; j < i; j++) {
                if (layering.row(i) == layering.row(j)) {
                    assertThat(Math.abs(layering.x(i) - layering.x(j))).isGreaterThanOrEqualTo(WIDTH + GAP - 1e-6);
                }
            }
        }
        assertThat(layering.width()).isGreaterThanOrEqualTo(4 * WIDTH + 3 * GAP);
    }

    @Test
    void whatIsRepeatedIsPlacedOnce() {
        Graph graph =
                Graph.of(Networks.model("model d < input 8; repeat 50 < residual < dense 8 relu; dense 8 > > >"), 16);

        assertThat(graph.boxes()).hasSize(4);
        assertThat(graph.frames()).containsExactly(new Graph.Frame(50, 1, 3));
        assertThat(graph.edges())
                .containsExactlyInAnyOrder(
                        new Graph.Edge(0, 1), new Graph.Edge(1, 2), new Graph.Edge(0, 3), new Graph.Edge(2, 3));
    }

    private static Graph graph(String text) {
        return Graph.of(Networks.model(text), 100);
    }

    private static Layering layering(Graph graph) {
        double[] widths = new double[graph.boxes().size()];
        Arrays.fill(widths, WIDTH);
        return new Layering(graph, widths, GAP);
    }
}
