package io.github.nnc.report;

import io.github.nnc.model.Model;
import java.util.Map;
import java.util.Optional;

/**
 * The picture of a model. A short chain with small layers is drawn neuron by neuron with every connection, everything else
 * as boxes with shapes and parameters.
 */
public final class Drawing {

    /** More stages than these are folded where they repeat. */
    private static final int PLAIN = 16;

    private Drawing() {}

    /**
     * An SVG document.
     *
     * @param values of all tensors by name, to colour connections by; empty where weights are not known
     */
    public static String svg(Model model, Map<String, float[]> values) {
        Optional<Columns> columns = Columns.of(model);
        return columns.isPresent()
                ? new ColumnsSvg(model, columns.get(), values).draw()
                : new BoxesSvg(model, Graph.of(model, PLAIN)).draw();
    }

    /**
     * Text for a terminal.
     *
     * @param values of all tensors by name, to colour connections by; empty where weights are not known
     */
    public static String text(Model model, Map<String, float[]> values, boolean coloured) {
        Optional<Columns> columns = Columns.of(model);
        return columns.isPresent()
                ? new ColumnsText(model, columns.get(), values).draw(coloured)
                : new BoxesText(model, Graph.of(model, PLAIN)).draw(coloured);
    }
}
