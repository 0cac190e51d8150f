/// `chunk!(Org in org_chunk { OrgArea, OverviewPage })`: pages whose program is loaded together, when the first of them is
/// opened. `view=Org::OverviewPage` in the route table names one of them without making it part of the program that every
/// visit loads.
macro_rules! chunk {
    ($(#[$doc:meta])* $name:ident in $load:ident { $($page:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub enum $name {
            $($page),+
        }

        #[leptos::lazy]
        fn $load(page: $name) -> leptos::prelude::AnyView {
            use leptos::prelude::IntoAny;
            match page {
                $($name::$page => $page().into_any()),+
            }
        }

        impl leptos_router::ChooseView for $name {
            async fn choose(self) -> leptos::prelude::AnyView {
                $load(self).await
            }

            async fn preload(&self) {}
        }
    };
}

pub(crate) use chunk;
