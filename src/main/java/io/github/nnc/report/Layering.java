package io.github.nnc.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the boxes of a graph in rows from top to bottom, after Sugiyama, Tagawa and Toda (1981): rows by the longest path,
 * order within a row by the mean of the neighbours, then x by weighted least squares under the distances to be kept.
 * An edge over several rows passes through points that take part as boxes without width.
 */
final class Layering {

    private static final int SWEEPS = 12;
    private static final int PLACEMENTS = 120;

    private final Graph graph;
    private final double[] widths;
    private final double gap;
    private final List<List<Integer>> rows = new ArrayList<>();
    private final List<Integer> rowOf = new ArrayList<>();
    private final List<List<Integer>> above = new ArrayList<>();
    private final List<List<Integer>> below = new ArrayList<>();
    private final Map<Graph.Edge, List<Integer>> routes = new HashMap<>();
    private double[] x;

    /**
     * @param widths of the boxes
     * @param gap between two boxes of a row
     */
    Layering(Graph graph, double[] widths, double gap) {
        this.graph = graph;
        this.widths = widths.clone();
        this.gap = gap;
        placeInRows();
        graph.edges().forEach(this::route);
        for (int i = 0; i < SWEEPS; i++) {
            order(i % 2 == 0);
        }
        placeInColumns();
    }

    /** The middle of a box, or of a point of a route. */
    double x(int vertex) {
        return x[vertex];
    }

    int row(int vertex) {
        return rowOf.get(vertex);
    }

    int rowCount() {
        return rows.size();
    }

    double width() {
        double most = 0;
        for (int v = 0; v < x.length; v++) {
            most = Math.max(most, x[v] + width(v) / 2);
        }
        return most;
    }

    /** The vertices that an edge passes, its two boxes included. */
    List<Integer> route(int from, int to) {
        return routes.get(new Graph.Edge(from, to));
    }

    private void placeInRows() {
        int boxes = graph.boxes().size();
        int[] row = new int[boxes];
        int[] earliestReader = new int[boxes];
        Arrays.fill(earliestReader, Integer.MAX_VALUE);
        for (Graph.Edge edge : graph.edges()) {
            row[edge.to()] = Math.max(row[edge.to()], row[edge.from()] + 1);
        }
        for (Graph.Edge edge : graph.edges()) {
            earliestReader[edge.from()] = Math.min(earliestReader[edge.from()], row[edge.to()]);
        }
        for (int b = 0; b < boxes; b++) {
            boolean lateInput =
                    graph.boxes().get(b).kind() == Graph.Kind.INPUT && earliestReader[b] != Integer.MAX_VALUE;
            vertex(lateInput ? earliestReader[b] - 1 : row[b]);
        }
    }

    private int vertex(int row) {
        int vertex = rowOf.size();
        while (rows.size() <= row) {
            rows.add(new ArrayList<>());
        }
        rows.get(row).add(vertex);
        rowOf.add(row);
        above.add(new ArrayList<>());
        below.add(new ArrayList<>());
        return vertex;
    }

    private void route(Graph.Edge edge) {
        if (routes.containsKey(edge)) {
            return;
        }
        List<Integer> route = new ArrayList<>(List.of(edge.from()));
        for (int row = rowOf.get(edge.from()) + 1; row < rowOf.get(edge.to()); row++) {
            route.add(vertex(row));
        }
        route.add(edge.to());
        for (int i = 1; i < route.size(); i++) {
            below.get(route.get(i - 1)).add(route.get(i));
            above.get(route.get(i)).add(route.get(i - 1));
        }
        routes.put(edge, route);
    }

    private void order(boolean downwards) {
        double[] place = new double[rowOf.size()];
        for (List<Integer> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                place[row.get(i)] = i;
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            List<Integer> row = rows.get(downwards ? i : rows.size() - 1 - i);
            double[] mean = new double[rowOf.size()];
            for (int v : row) {
                List<Integer> neighbours = (downwards ? above : below).get(v);
                mean[v] =
                        neighbours.stream().mapToDouble(n -> place[n]).average().orElse(place[v]);
            }
            row.sort(Comparator.comparingDouble(v -> mean[v]));
            for (int j = 0; j < row.size(); j++) {
                place[row.get(j)] = j;
            }
        }
    }

    private void placeInColumns() {
        x = new double[rowOf.size()];
        for (List<Integer> row : rows) {
            place(row, new double[row.size()], new double[row.size()]);
        }
        for (int i = 0; i < PLACEMENTS; i++) {
            boolean downwards = i % 2 == 0;
            for (int j = 0; j < rows.size(); j++) {
                List<Integer> row = rows.get(downwards ? j : rows.size() - 1 - j);
                double[] wish = new double[row.size()];
                double[] weight = new double[row.size()];
                for (int k = 0; k < row.size(); k++) {
                    wish(row.get(k), downwards, wish, weight, k);
                }
                place(row, wish, weight);
            }
        }
        straighten();
        double least = Double.MAX_VALUE;
        for (int v = 0; v < x.length; v++) {
            least = Math.min(least, x[v] - width(v) / 2);
        }
        for (int v = 0; v < x.length; v++) {
            x[v] -= least;
        }
    }

    /** Draws long edges as one straight line where there is room for it, the outermost first. */
    private void straighten() {
        List<List<Integer>> lines = new ArrayList<>();
        for (List<Integer> route : routes.values()) {
            if (route.size() > 3) {
                lines.add(route.subList(1, route.size() - 1));
            }
        }
        Comparator<List<Integer>> byNumber = Comparator.comparing(points -> points.get(0));
        lines.sort(Comparator.comparingDouble((List<Integer> points) -> -rightmost(points))
                .thenComparing(byNumber));
        lines.forEach(points -> moveTo(points, rightmost(points), 1));
        lines.sort(Comparator.comparingDouble(this::leftmost).thenComparing(byNumber));
        lines.forEach(points -> moveTo(points, leftmost(points), -1));
    }

    private double rightmost(List<Integer> points) {
        return points.stream().mapToDouble(point -> x[point]).max().orElseThrow();
    }

    private double leftmost(List<Integer> points) {
        return points.stream().mapToDouble(point -> x[point]).min().orElseThrow();
    }

    /** Moves all points of a route to one place if none of them comes too close to its neighbour on that side. */
    private void moveTo(List<Integer> points, double place, int side) {
        for (int point : points) {
            List<Integer> row = rows.get(rowOf.get(point));
            int next = row.indexOf(point) + side;
            boolean free = next < 0
                    || next >= row.size()
                    || side * (x[row.get(next)] - place) >= (width(row.get(next)) + 2 * gap) / 2;
            if (!free) {
                return;
            }
        }
        points.forEach(point -> x[point] = place);
    }

    /** Boxes stand in line with boxes; the points of long edges give way. */
    private void wish(int vertex, boolean downwards, double[] wish, double[] weight, int k) {
        double sum = 0;
        double weights = 0;
        for (int neighbour : (downwards ? above : below).get(vertex)) {
            double pull = isBox(vertex) && isBox(neighbour) ? 400 : isBox(vertex) || isBox(neighbour) ? 0.02 : 4;
            sum += pull * x[neighbour];
            weights += pull;
        }
        wish[k] = weights == 0 ? x[vertex] : sum / weights;
        weight[k] = weights == 0 ? 0.01 : weights;
    }

    /** As near to the wishes as the distances allow: pooling of neighbours that would come too close. */
    private void place(List<Integer> row, double[] wish, double[] weight) {
        int n = row.size();
        double[] offset = new double[n];
        for (int i = 1; i < n; i++) {
            offset[i] = offset[i - 1] + (width(row.get(i - 1)) + width(row.get(i))) / 2 + gap;
        }
        double[] value = new double[n];
        double[] mass = new double[n];
        int[] size = new int[n];
        int pools = 0;
        for (int i = 0; i < n; i++) {
            value[pools] = wish[i] - offset[i];
            mass[pools] = weight[i] + 1e-6;
            size[pools++] = 1;
            while (pools > 1 && value[pools - 2] > value[pools - 1]) {
                pools--;
                double both = mass[pools - 1] + mass[pools];
                value[pools - 1] = (mass[pools - 1] * value[pools - 1] + mass[pools] * value[pools]) / both;
                mass[pools - 1] = both;
                size[pools - 1] += size[pools];
            }
        }
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int k = 0; k < size[pool]; k++, i++) {
                x[row.get(i)] = value[pool] + offset[i];
            }
        }
    }

    private boolean isBox(int vertex) {
        return vertex < widths.length;
    }

    private double width(int vertex) {
        return isBox(vertex) ? widths[vertex] : 0;
    }
}
