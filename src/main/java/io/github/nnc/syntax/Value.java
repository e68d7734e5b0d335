package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.util.List;

/** One item, or a list of items with commas between them; never empty. */
public record Value(List<Item> items, Span span) {

    public Value {
        items = List.copyOf(items);
    }

    public boolean isList() {
        return items.size() > 1;
    }
}
