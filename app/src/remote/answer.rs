//! Reads an answer of ours with the reader of JSON that the browser has already. One that cannot be read is a failure
//! whatever is wrong with it, so nothing here says what that is: a reader of our own, its words and its printing of
//! numbers would be a twentieth of what a first visit loads.

use std::fmt::{self, Display};

use js_sys::{Array, JSON, Object};
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor};
use wasm_bindgen::{JsCast, JsValue};

/// `None` for what is no answer of this kind. Whole numbers are exact up to 2⁵³, as everywhere in a browser.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Answer(JSON::parse(text).ok()?)).ok()
}

/// Something is wrong.
#[derive(Debug)]
struct Mute;

impl Display for Mute {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Mute {}

impl Error for Mute {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A piece of an answer.
struct Answer(JsValue);

impl Answer {
    fn number(&self) -> Result<f64, Mute> {
        self.0.as_f64().ok_or(Mute)
    }

    fn whole(&self) -> Result<i64, Mute> {
        let number = self.number()?;
        if number.fract() == 0.0 { Ok(number as i64) } else { Err(Mute) }
    }

    fn text(&self) -> Result<String, Mute> {
        self.0.as_string().ok_or(Mute)
    }

    fn items(self) -> Result<impl Iterator<Item = Self>, Mute> {
        let items = self.0.dyn_into::<Array>().map_err(|_| Mute)?;
        Ok(items.into_iter().map(Self))
    }

    fn fields(self) -> Result<impl ExactSizeIterator<Item = (Self, Self)>, Mute> {
        let fields = self.0.dyn_into::<Object>().map_err(|_| Mute)?;
        Ok(Object::entries(&fields).into_iter().map(|pair| {
            let pair = pair.unchecked_into::<Array>();
            (Self(pair.get(0)), Self(pair.get(1)))
        }))
    }
}

impl IntoDeserializer<'_, Mute> for Answer {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Whole numbers of every width: the visitor refuses what does not fit.
macro_rules! whole {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
            visitor.visit_i64(self.whole()?)
        }
    )*};
}

macro_rules! like {
    ($($method:ident is $other:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
            self.$other(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Answer {
    type Error = Mute;

    whole! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    like! {
        deserialize_f32 is deserialize_f64;
        deserialize_char is deserialize_string;
        deserialize_str is deserialize_string;
        deserialize_identifier is deserialize_string;
        deserialize_bytes is deserialize_seq;
        deserialize_byte_buf is deserialize_seq;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        if self.0.is_null() {
            visitor.visit_unit()
        } else if let Some(flag) = self.0.as_bool() {
            visitor.visit_bool(flag)
        } else if let Ok(whole) = self.whole() {
            visitor.visit_i64(whole)
        } else if let Ok(number) = self.number() {
            visitor.visit_f64(number)
        } else if self.0.is_string() {
            self.deserialize_string(visitor)
        } else if Array::is_array(&self.0) {
            self.deserialize_seq(visitor)
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mute)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(Mute) }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mute> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_seq(SeqDeserializer::new(self.items()?))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mute> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mute> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mute> {
        visitor.visit_map(MapDeserializer::new(self.fields()?))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mute> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mute> {
        if let Some(variant) = self.0.as_string() {
            return visitor.visit_enum(variant.into_deserializer());
        }
        visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(self.fields()?)))
    }
}
