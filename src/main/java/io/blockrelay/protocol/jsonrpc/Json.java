package io.blockrelay.protocol.jsonrpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small JSON value: a request's parameters, which are read more than once. */
public sealed interface Json {
  /** What Go's messages call it. */
  String kind();

  record Null() implements Json {
    @Override
    public String kind() {
      return "null";
    }
  }

  record Bool(boolean value) implements Json {
    @Override
    public String kind() {
      return "bool";
    }
  }

  /** A number, as it was sent. */
  record Num(String text) implements Json {
    @Override
    public String kind() {
      return "number";
    }
  }

  record Text(String value) implements Json {
    @Override
    public String kind() {
      return "string";
    }
  }

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "array";
    }
  }

  record Obj(List<Field> fields) implements Json {
    public Obj {
      fields = List.copyOf(fields);
    }

    /** The last field of that name, without regard to case as in Go; null when there is none. */
    public @Nullable Json get(String name) {
      Json last = null;
      for (Field field : fields) {
        last = field.name().equalsIgnoreCase(name) ? field.value() : last;
      }
      return last;
    }

    @Override
    public String kind() {
      return "object";
    }
  }

  record Field(String name, Json value) {}
}
