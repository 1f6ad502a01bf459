package io.blockrelay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.blockrelay.edge.AccessKey;
import io.blockrelay.model.ChainId;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A finished tree to the records, strictly: no unknown key, nothing missing, nothing bent. */
final class ConfigBinder {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new RequiredUnlessNullable())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Duration.class, new DurationReader())
                  .addDeserializer(AccessKey.class, new AccessKeyReader())
                  .addKeyDeserializer(ChainId.class, new ChainIdReader()))
          .build();

  private ConfigBinder() {}

  static RelayConfig bind(ConfigTree tree) {
    try {
      return MAPPER.treeToValue(tree.root(), RelayConfig.class);
    } catch (JsonProcessingException e) {
      throw new BindingFailure(tree).explain(e);
    }
  }

  /** A record's component must be given, unless the record itself says that it may be null. */
  private static final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      if (member instanceof AnnotatedParameter parameter
          && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor) {
        AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
        return !type.isAnnotationPresent(Nullable.class);
      }
      return super.hasRequiredMarker(member);
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    @Serial private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser p, DeserializationContext context) throws IOException {
      if (!p.hasToken(JsonToken.VALUE_STRING)) {
        throw context.wrongTokenException(p, Duration.class, JsonToken.VALUE_STRING, null);
      }
      try {
        return Durations.parse(p.getText());
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(p.getText(), Duration.class, e.getMessage());
      }
    }
  }

  private static final class ChainIdReader extends KeyDeserializer {
    @Override
    public ChainId deserializeKey(String key, DeserializationContext context) throws IOException {
      try {
        return new ChainId(key);
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(context, e.getMessage(), e);
      }
    }
  }
}
