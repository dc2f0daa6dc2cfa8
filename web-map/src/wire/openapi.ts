// Made by `npm run wire-types` from server/openapi.json; do not edit.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** To the page of the caller's role, or to the page that says how to sign in. */
        get: operations["root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page of one's own account. */
        get: operations["account_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document, for people. */
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts, by id. */
        get: operations["accounts"];
        put?: never;
        /** Makes an account; its owner gets an invitation to choose a password. */
        post: operations["add_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what an account may do, or whether it may sign in. Its sessions end. */
        patch: operations["change_account"];
        trace?: never;
    };
    "/api/v1/accounts/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invites the owner of an account to choose a password. Its sessions, its older invitations and its second factor end. */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assignments, by id. */
        get: operations["assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One assignment. */
        get: operations["assignment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The team has seen the assignment and goes. */
        post: operations["acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The team has reached the next stage. */
        post: operations["advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the team off the request. */
        post: operations["cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The team is done and free again. */
        post: operations["clear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the team that was proposed. */
        post: operations["confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The team cannot go. */
        post: operations["decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends another team in the place of one. */
        post: operations["reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fastest route from the team's last position to the request; while it transports somebody, to the destination. */
        get: operations["to_goal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments/{id}/transport": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The team takes the person to a destination, or to another one than first said. */
        post: operations["transport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who signed in, who was refused, who looked at what tells of a person; newest first. */
        get: operations["accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the city is. */
        get: operations["city"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Closures and slow-downs, ended ones included, by id. */
        get: operations["closures"];
        put?: never;
        /** Closes or slows a street or area; the answer comes when routes keep to it. */
        post: operations["create_closure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One closure. */
        get: operations["closure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closures/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a closure; the answer comes when routes use the street again. */
        post: operations["end_closure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the service is. */
        get: operations["configuration"];
        /** Sets what the service is, whole. Destinations stay as they are. */
        put: operations["configure"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a file would change, without changing it. */
        post: operations["compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the service is, and its destinations, as a file (TOML). */
        get: operations["file"];
        /** Sets what the service is by a file; destinations that it does not list are off the list, if it lists any. */
        put: operations["configure_by_file"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of the configuration and of the list of destinations, newest first. */
        get: operations["past"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/destinations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Destinations, by id; those off the list included. */
        get: operations["destinations"];
        put?: never;
        /** A place people can be taken to. */
        post: operations["add_destination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/destinations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One destination. */
        get: operations["destination"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is known of a destination. */
        patch: operations["update_destination"];
        trace?: never;
    };
    "/api/v1/destinations/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a destination off the list. */
        post: operations["retire_destination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices whose token is valid, by team and id, and when they were heard of; not where. */
        get: operations["devices"];
        put?: never;
        /** Makes a token for a device that sends a team's positions, and the QR codes that set its app up. */
        post: operations["make_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a device's token. */
        delete: operations["remove_device"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Flags, ended ones included, by id. */
        get: operations["flags"];
        put?: never;
        /** Warns of a place. */
        post: operations["add_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One flag. */
        get: operations["flag"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flags/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The warning is over. */
        post: operations["end_flag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/geocode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds addresses, streets, crossings and places by text. */
        get: operations["geocode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens the live socket. Text frames are `ClientMessage` and `ServerMessage`; binary frames are positions. */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change and who made it, oldest first, without what tells of a person. */
        get: operations["change_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the caller is. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's own password; all other sessions of the account end. */
        post: operations["set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a secret for a second factor; it counts once its first code is confirmed. */
        post: operations["begin_totp"];
        /** Turns the second factor off. */
        delete: operations["drop_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns the second factor on: from now on signing in takes a code as well. */
        post: operations["confirm_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members, by id; those who have left included. */
        get: operations["members"];
        put?: never;
        /** Somebody joins the service. */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member. */
        get: operations["member"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is known of a member. */
        patch: operations["update_member"];
        trace?: never;
    };
    "/api/v1/members/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody leaves the service. */
        post: operations["retire_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Last known positions of the teams that the caller may see. */
        get: operations["list"];
        put?: never;
        /** Takes in where the caller's team is. */
        post: operations["report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is reached by road within some minutes, as nested areas with the share of addresses and places in them. */
        post: operations["within"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The best teams for a place, before there is a request. */
        post: operations["for_question"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recommendations/joint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The best team for each request that waits, all considered together: the least weighted lateness in all. */
        get: operations["joint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The partner's referrals, newest first: those it filed, and those told of in its name. */
        get: operations["referrals"];
        put?: never;
        /** Files a referral: it waits for the desk to answer it. */
        post: operations["file_referral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/referrals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One referral of the partner. */
        get: operations["referral"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/dispositions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How requests ended. */
        get: operations["dispositions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/eta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How good the arrival times told were, by how far ahead they were told. */
        get: operations["etas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/intervals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long everything took, by exact percentiles; each line says its clock and its sample. */
        get: operations["intervals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/utilisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How busy the teams were. */
        get: operations["utilisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many requests came. */
        get: operations["volumes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, by id. */
        get: operations["requests"];
        put?: never;
        /** Takes in a request for help. */
        post: operations["create_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open requests near a place that came in lately, nearest first: they may be about the same matter.
         * @description A question with a body, because a place in an address would be written to logs on the way.
         */
        post: operations["duplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request. */
        get: operations["request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is known of a request. */
        patch: operations["update_request"];
        trace?: never;
    };
    "/api/v1/requests/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody answers a request that came in by itself. */
        post: operations["begin_triage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a team to a request. */
        post: operations["assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a whole request to somebody whose role does not see it; the reason is on record before it is answered. */
        post: operations["break_glass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a request. */
        post: operations["close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to hand a request over to another service. */
        post: operations["hand_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/hand-over/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The other service has said that it is theirs. */
        post: operations["acknowledge_hand_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a request aside. */
        post: operations["hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a request for the same matter as another one, which stays. */
        post: operations["merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes something down, also about a request that has ended. */
        post: operations["add_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/pre-emptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a team that is on its way to somebody less urgent. */
        post: operations["preempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a team forward; nobody is told before it is confirmed. */
        post: operations["propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/recommendation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The best teams for a request. */
        get: operations["for_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a held request up again. */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves a request for later; it comes back by itself. */
        post: operations["schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The triage questions are answered, or answered anew. */
        post: operations["triage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds addresses and streets around a point, nearest first. */
        get: operations["reverse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The fastest route between two points, or through several. */
        post: operations["between"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shifts, ended ones included, by id. */
        get: operations["shifts"];
        put?: never;
        /** Plans a shift. */
        post: operations["plan_shift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shift. */
        get: operations["shift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a planned shift up. */
        post: operations["cancel_shift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts/{id}/crew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another crew for a shift that is planned or running. */
        post: operations["change_crew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a name and a password. */
        post: operations["sign_in_by_name"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a sign-in link for a field team. */
        post: operations["make_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session. */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything on the board that the caller may see, with the live positions. */
        get: operations["state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams, by id. */
        get: operations["teams"];
        put?: never;
        /** Sets up a team, off duty. */
        post: operations["add_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One team. */
        get: operations["team"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is known of a team. */
        patch: operations["update_team"];
        trace?: never;
    };
    "/api/v1/teams/{id}/answer-emergency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The dispatcher has seen the emergency and acts. */
        post: operations["answer_emergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All is well. */
        post: operations["check_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/check-in-timer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins, changes or ends a crew's timed check-in. */
        post: operations["set_check_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a team's shift. */
        post: operations["sign_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/sign-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a team's shift. */
        post: operations["sign_on"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes a team's status outside of an assignment. */
        post: operations["set_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a team was while on shift, for as long as that is kept; jumps that nothing confirms are left out. For
         *     dispatchers; a field team asks for its own.
         */
        get: operations["track"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The triage form of every kind of help. */
        get: operations["triage_forms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage-forms/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The triage form of a kind of help. */
        get: operations["triage_form"];
        /** Sets the triage questions for a kind of help. */
        put: operations["set_triage_form"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Vehicles, by id. */
        get: operations["vehicles"];
        put?: never;
        /** A car joins. */
        post: operations["add_vehicle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vehicle. */
        get: operations["vehicle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}/service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A car may not be driven, or may again. */
        post: operations["set_service"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/welcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes up an invitation: sets the account's password and signs in. */
        post: operations["welcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the service is, for those who set it and those who work by it. */
        get: operations["configuration_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dispatcher's page of members, vehicles, teams, shifts and destinations. */
        get: operations["crews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dispatcher's page. */
        get: operations["dispatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/field": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The field team's page. */
        get: operations["field"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/geocode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** As `/api/v1/geocode`, at the address that existing clients know. */
        get: operations["geocode_alias"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server is alive. */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/osmand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes in a position as OsmAnd sends it: `?id=T3&token=…&lat=…&lon=…&timestamp=…&speed=…&bearing=…&accuracy=…`. The token
         *     may stand in the place of `id`. One from off duty is dropped and answered with 200, and with why, as text.
         */
        get: operations["by_query"];
        put?: never;
        /** Takes in a position as Traccar Client sends it: a form or JSON, whose `device_id` is the `id` of the query. */
        post: operations["by_body"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ingest/owntracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in a message of OwnTracks; those with `_type` other than `location` are passed over. The device's token comes
         *     as the password of HTTP Basic authentication, as a Bearer token, or as `token` in the query. Positions from off duty
         *     are dropped and answered as the others are.
         */
        post: operations["owntracks_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in Prometheus' text format, for callers on the same machine and for dispatchers. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/partner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A partner's page. */
        get: operations["partner_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The administrator's page. */
        get: operations["people_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The planner's page. */
        get: operations["plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page of who did what. */
        get: operations["record_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page of reports, for reading and printing. */
        get: operations["reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** As `/api/v1/reverse`, at the address that existing clients know. */
        get: operations["reverse_alias"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/isochrone/v1/{profile}/{coordinates}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is reached from places, in the shape of Mapbox's Isochrone API. Places stand in the address, so people's places belong into `/api/v1/reach` instead. */
        get: operations["isochrone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/match/v1/{profile}/{coordinates}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The streets that a trace was driven on, as OSRM tells them. */
        get: operations["r/match"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/nearest/v1/{profile}/{coordinates}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Streets near places, as OSRM tells them. */
        get: operations["nearest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/route/v1/{profile}/{coordinates}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fastest way through places, as OSRM tells it. Places stand in the address, so people's places belong into `/api/v1/route` instead. */
        get: operations["route"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/table/v1/{profile}/{coordinates}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Times and distances between many places, as OSRM tells them. */
        get: operations["table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/trip/v1/{profile}/{coordinates}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places in the order that takes least time, as OSRM tells it. Up to 12 places the order is the best; beyond that it is one that neither turning a stretch round nor exchanging two neighbouring stretches makes shorter. */
        get: operations["trip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Any other address below `/routing/`: refused in OSRM's codes. */
        get: operations["other"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Uses up a sign-in link, sets the session's cookie and goes on to the role's page. */
        get: operations["sign_in"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/style/{theme}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A map style: `light.json` or `dark.json`. */
        get: operations["style"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the tiles are, as TileJSON. */
        get: operations["tile_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile in the Shortbread schema. */
        get: operations["tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/welcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page where somebody who was invited chooses a password. */
        get: operations["welcome_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Somebody who was invited chooses a password. */
        Acceptance: {
            /** @description The invitation, as it stands behind # in its address. */
            invitation: string;
            /** @description The password, 12 to 128 characters. */
            password: string;
        };
        /** @description An entry of the record of access. */
        AccessEntry: {
            /** @description What. */
            action: string;
            /** @description Who: role, team and account. `nobody` was not signed in; without an account somebody came by a sign-in link. */
            actor: string;
            /**
             * Format: date-time
             * @description When; of the first, if it was done several times within a moment.
             */
            at: string;
            /**
             * Format: int32
             * @description How often.
             */
            count: number;
            /** @description The route, or the reason given. */
            detail?: string | null;
            /**
             * Format: int64
             * @description Its number, ascending.
             */
            number: number;
            /** @description About what; null where it was about everything. */
            subject?: string | null;
        };
        /** @description A page of the record of access. */
        Accesses: {
            /** @description Newest first. */
            items: components["schemas"]["AccessEntry"][];
            /** @description Cursor of the next page, which is older; null at the end. */
            next?: string | null;
        };
        /** @description Somebody who signs in with a name and a password. */
        Account: {
            /**
             * Format: date-time
             * @description Since when it may no longer sign in.
             */
            disabled_at?: string | null;
            /** @description Whether its owner has chosen a password. */
            has_password: boolean;
            /** @description Whether it signs in with a code as well. */
            has_totp: boolean;
            /** @description Such as U3. */
            id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
            /** @description The name to sign in with. */
            name: string;
            /** @description The partner of a partner's account. */
            partner?: string | null;
            /** @description What it may do. */
            role: components["schemas"]["RoleName"];
            /**
             * Format: date-time
             * @description When it last signed in.
             */
            signed_in_at?: string | null;
            team?: components["schemas"]["TeamId"] | null;
            /**
             * Format: int64
             * @description Counts its changes.
             */
            version: number;
        };
        /** @description What changes of an account; fields left out stay. Its sessions end. */
        AccountChange: {
            /** @description Whether it may not sign in. */
            disabled?: boolean | null;
            partner?: components["schemas"]["SourceId"] | null;
            role?: components["schemas"]["RoleName"] | null;
            team?: components["schemas"]["TeamId"] | null;
        };
        /** @description Id of an account, such as U3. */
        AccountId: string;
        /** @description A name to sign in with. */
        AccountName: string;
        /** @description Who said that it is theirs. */
        Acknowledgement: {
            /** @description A name, a desk or an incident number, 1 to 200 characters. */
            by: components["schemas"]["AddressText"];
        };
        /** @description An address, a place or a name, 1 to 200 characters. */
        AddressText: string;
        /** @description What is said at one place. */
        Announcement: {
            /**
             * Format: double
             * @description How long before that manoeuvre it is said, metres.
             */
            before: number;
            /** @description The step it is said on: it leads to the manoeuvre of the one after. */
            step: number;
            /** @description The words. */
            text: string;
        };
        /** @description Announcements in every language of the screens, by its code. */
        Announcements: {
            /** @description English. */
            en: components["schemas"]["Announcement"][];
            /** @description Spanish. */
            es: components["schemas"]["Announcement"][];
            /** @description Russian. */
            ru: components["schemas"]["Announcement"][];
        };
        /** @description What may be answered. */
        Answer: {
            /** @description Its id in the question. */
            id: string;
            /** @description As it is said. */
            text: string;
            /**
             * Format: int32
             * @description What it adds to the score.
             */
            weight: number;
        };
        /** @description Answers to the triage questions. */
        Answers: {
            /** @description Id of the answer by id of the question. */
            answers: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description The dispatcher's priority; the suggested one when not given.
             */
            priority?: number | null;
        };
        /** @description An area: a polygon as in GeoJSON. */
        Area: {
            /** @description The outer ring, then those of holes; 3 to 500 corners in all. */
            coordinates: components["schemas"]["LngLat"][][];
            /** @description `Polygon`. */
            type: components["schemas"]["PolygonType"];
        };
        /** @description One team's work on one request. */
        Assignment: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            assigned_at: string;
            destination?: components["schemas"]["DestinationId"] | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description Its id, such as `A7`. */
            id: components["schemas"]["AssignmentId"];
            /** @description What became of it. */
            outcome: components["schemas"]["Outcome"];
            /** @description Why another than the first of the ranking was sent, or why it was declined or cancelled. */
            reason?: string | null;
            /** @description The request. */
            request: components["schemas"]["RequestId"];
            /** @description The ranking the dispatcher saw. */
            shown: components["schemas"]["Shown"][];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of an assignment, such as A7. */
        AssignmentId: string;
        /** @description What to keep off. */
        Avoid: {
            /** @description Streets that lie in one of these areas or cross its edge; at most 10 areas. */
            areas?: components["schemas"]["Area"][];
            /** @description Ferries. */
            ferries?: boolean;
            /** @description Motorways with their links. */
            motorways?: boolean;
            /** @description Roads that cost a toll. */
            tolls?: boolean;
        };
        /** @description Everything on the board that the caller may see. */
        BoardState: {
            /** @description Their assignments, by id. */
            assignments: components["schemas"]["Assignment"][];
            /** @description Closures that have not ended, by id. */
            closures: components["schemas"]["Closure"][];
            /** @description Destinations on the list, by id. */
            destinations: components["schemas"]["Destination"][];
            /** @description Flags that hold, by id. */
            flags: components["schemas"]["Flag"][];
            /** @description Members who have not left, by id. */
            members: components["schemas"]["Member"][];
            /** @description Requests that are open or were closed within a day before the latest event, by id. */
            requests: components["schemas"]["Request"][];
            /** @description Shifts that are planned or running, by id. */
            shifts: components["schemas"]["Shift"][];
            /** @description Teams, by id. */
            teams: components["schemas"]["Team"][];
            /** @description The triage form of each kind of help. */
            triage_forms: components["schemas"]["TriageForm"][];
            /** @description Vehicles, by id. */
            vehicles: components["schemas"]["Vehicle"][];
        };
        /** @description A busy team that could come. */
        Busy: {
            /**
             * Format: double
             * @description From when it could go to its arrival, seconds.
             */
            drive: number;
            /**
             * Format: double
             * @description From now to its arrival, seconds.
             */
            eta: number;
            /**
             * Format: double
             * @description In about this time it is free, by what such tasks usually take, seconds; null for a team on its way.
             */
            free_in?: number | null;
            instead_of?: components["schemas"]["RequestId"] | null;
            /** @description What it does at the moment. */
            status: components["schemas"]["TeamStatus"];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /**
         * @description What requests are put together by.
         * @enum {string}
         */
        By: "all" | "day" | "hour" | "weekday" | "priority" | "type" | "area" | "source" | "disposition";
        /** @description A short name, 1 to 40 characters. */
        CallName: string;
        /** @description A team that can go. */
        Candidate: {
            cover?: components["schemas"]["Cover"] | null;
            /**
             * Format: double
             * @description Time added to rank for the cover lost, seconds.
             */
            cover_penalty: number;
            /**
             * Format: double
             * @description From the team's position to the road, metres.
             */
            distance_to_road: number;
            /**
             * Format: double
             * @description Driving time from where the team is taken to be, seconds.
             */
            drive: number;
            /**
             * Format: double
             * @description Time to arrive, staleness included, seconds.
             */
            eta: number;
            /** @description Whether it was with this person or at this place before. */
            knows_them: boolean;
            /** @description What would be good to have and the team has not. */
            missing: components["schemas"]["Capability"][];
            /**
             * Format: double
             * @description Time added to rank because its shift would end before it is done, seconds.
             */
            overtime_penalty: number;
            /**
             * Format: double
             * @description Age of its position, seconds.
             */
            position_age: number;
            /**
             * Format: int32
             * @description Place in the ranking, from 1.
             */
            rank: number;
            /** @description Why it stands where it stands. */
            reasons: string[];
            /**
             * Format: double
             * @description Time to arrive and all penalties: what ranks, seconds.
             */
            score: number;
            /**
             * Format: double
             * @description Age of the position, less what the team is taken to have driven on along its street: added, for it may have
             *     gone anywhere since, seconds.
             */
            staleness: number;
            /** @description What it does at the moment. */
            status: components["schemas"]["TeamStatus"];
            /**
             * Format: double
             * @description Time added to rank because another team that could go has been there before, seconds.
             */
            stranger_penalty: number;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
            /**
             * Format: int32
             * @description Assignments in this shift.
             */
            workload: number;
        };
        /** @description What somebody can do, such as first_aid or lang:mt. */
        Capability: string;
        /** @description A crew's promise to be heard of again in time. */
        CheckIn: {
            /**
             * Format: date-time
             * @description When it must be heard of again.
             */
            due: string;
            /**
             * Format: double
             * @description Longest silence, seconds.
             */
            every: number;
            /**
             * Format: date-time
             * @description Since when it is overdue.
             */
            missed_at?: string | null;
        };
        /** @description How long a crew may be silent. */
        CheckInTimer: {
            /**
             * Format: double
             * @description Longest silence, 60 to 43200 seconds; null ends the check-in.
             */
            every: number | null;
        };
        /** @description The city and the agency's settings. */
        CityInfo: {
            /**
             * Format: int64
             * @description Number of addresses known.
             */
            addresses: number;
            /** @description Whose data the map is; must be shown with it. */
            attribution: string;
            /** @description West, south, east, north. */
            bbox: number[];
            /** @description Its middle. */
            center: components["schemas"]["LngLat"];
            /** @description `left` or `right`. */
            driving_side: string;
            /** @description Response goal by priority, seconds. */
            goals: {
                [key: string]: number;
            };
            /** @description What people call it. */
            name: string;
            /**
             * Format: int64
             * @description Number of named places known.
             */
            places: number;
            /** @description Where teams wait. */
            posts: components["schemas"]["Post"][];
            /** @description Ways of moving that can be routed. */
            profiles: string[];
            /** @description The service: what it calls things. */
            service: components["schemas"]["ServiceInfo"];
            /**
             * Format: double
             * @description Age from which a position is stale, seconds.
             */
            stale_after: number;
            /** @description IANA name. */
            time_zone: string;
            /** @description How distances on the way are shown and said: `metric` or `imperial`. */
            units: string;
        };
        /** @description A frame from a client. */
        ClientMessage: (components["schemas"]["Hello"] & {
            /** @enum {string} */
            type: "hello";
        }) | (components["schemas"]["SocketCommand"] & {
            /** @enum {string} */
            type: "command";
        }) | (components["schemas"]["NewFix"] & {
            /** @enum {string} */
            type: "position";
        }) | {
            /** @description The request. */
            request: components["schemas"]["RequestId"];
            /** @enum {string} */
            type: "watch";
        } | {
            /** @description The request. */
            request: components["schemas"]["RequestId"];
            /** @enum {string} */
            type: "unwatch";
        } | {
            /** @description West, south, east, north. */
            bbox?: number[] | null;
            /** @enum {string} */
            type: "view";
        };
        /** @description What belongs to a report's period, and whose calendar it has. */
        Clock: {
            /** @description What belongs to the period. */
            counted: string;
            /**
             * Format: date-time
             * @description Begin of the period, which counts.
             */
            from: string;
            /**
             * Format: date-time
             * @description When the report was made: what happened later is not in it.
             */
            made_at: string;
            /** @description The zone (IANA name) whose days, weekdays and hours are meant. */
            time_zone: string;
            /**
             * Format: date-time
             * @description Its end, which does not.
             */
            to: string;
        };
        /** @description How a request ended. */
        Closing: {
            /** @description How it ended. */
            disposition: components["schemas"]["Disposition"];
            follow_up?: components["schemas"]["FollowUp"] | null;
            note?: components["schemas"]["NoteText"] | null;
        };
        /** @description A street or area that is closed or slowed. */
        Closure: {
            /** @description What is different there. */
            effect: components["schemas"]["ClosureEffect"];
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /**
             * Format: date-time
             * @description When it begins or began.
             */
            from: string;
            /**
             * Format: double
             * @description Only for those who head this way, degrees clockwise from north; null for both ways.
             */
            heading?: number | null;
            /** @description Its id, such as `C2`. */
            id: components["schemas"]["ClosureId"];
            /** @description The streets meant, to be drawn; none for an area. */
            lines: components["schemas"]["LngLat"][][];
            /** @description Why. */
            reason: string;
            /** @description Where. */
            shape: components["schemas"]["ClosureShape"];
            /** @description Whether it is in force. */
            state: components["schemas"]["ClosureState"];
            /**
             * Format: date-time
             * @description When it ends by itself; null when somebody has to end it.
             */
            until?: string | null;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description What a closure does. */
        ClosureEffect: {
            /** @enum {string} */
            kind: "closed";
            /** @description By whom. */
            scope: components["schemas"]["ClosureScope"];
        } | {
            /**
             * Format: double
             * @description How many times as long, 1 to 100.
             */
            factor: number;
            /** @enum {string} */
            kind: "slowed_by";
        } | {
            /** @enum {string} */
            kind: "slowed_to";
            /**
             * Format: double
             * @description The speed, 0.5 to 60 m/s.
             */
            speed: number;
        };
        /** @description Id of a closure, such as C2. */
        ClosureId: string;
        /**
         * @description Whom a closure keeps out: everyone who is not inside, or all but those who begin or end their trip there.
         * @enum {string}
         */
        ClosureScope: "everyone" | "except_destination";
        /** @description Where a closure is. */
        ClosureShape: {
            /** @description The point, within 50 m of a street. */
            at: components["schemas"]["LngLat"];
            /** @enum {string} */
            kind: "point";
        } | {
            /** @description One end. */
            from: components["schemas"]["LngLat"];
            /** @enum {string} */
            kind: "street";
            name?: components["schemas"]["AddressText"] | null;
            /** @description The other end. */
            to: components["schemas"]["LngLat"];
        } | {
            /** @enum {string} */
            kind: "polygon";
            /** @description The corners in order, 3 to 500. */
            ring: components["schemas"]["LngLat"][];
        };
        /**
         * @description Whether a closure is in force.
         * @enum {string}
         */
        ClosureState: "scheduled" | "active" | "ended";
        /** @description An address and its QR code. Both hold the token. */
        Code: {
            /** @description The same as a QR code: an SVG picture. Null when it would hold too much. */
            qr?: string | null;
            /** @description The address that the app understands. */
            url: string;
        };
        /** @description Colours of six hexadecimal digits with commas. */
        CommaColours: string;
        /** @description Ascending whole numbers with commas. */
        CommaNumbers: string;
        /** @description Longitude and latitude with a comma. */
        CommaPlace: string;
        /** @description Longitude,latitude; more places after semicolons. */
        CommaPlaces: string;
        /** @description What a file would change. */
        Comparison: {
            /** @description Entry by entry; none when it says what holds already. */
            changes: components["schemas"]["Difference"][];
        };
        /** @description What the service is, apart from its teams and people. */
        Configuration: {
            /** @description What teams can do, languages (`lang:es`) apart. */
            capabilities: components["schemas"]["Skill"][];
            /** @description Seconds from received to on scene for priority 1 to 4, in whole minutes. */
            goals: number[];
            /** @description Who refers people. */
            partners: components["schemas"]["Source"][];
            /** @description Where teams wait. */
            posts: components["schemas"]["Post"][];
            /** @description The kinds of help, in the order in which they are offered. */
            request_types: components["schemas"]["KindOfHelp"][];
            /** @description How long things are kept. */
            retention: components["schemas"]["Retention"];
            /** @description What the service is called. */
            service: components["schemas"]["Label"];
            /** @description From whom requests come, partners apart; the first one is the usual one. */
            sources: components["schemas"]["Source"][];
            /** @description What it calls those who work in it, by role. */
            titles: {
                [key: string]: components["schemas"]["Label"];
            };
            /**
             * Format: int64
             * @description Number of changes so far. Not looked at in what is sent: `If-Match` says what was seen.
             */
            version?: number;
            /** @description Areas that reports go by. */
            zones: components["schemas"]["Zone"][];
        };
        /** @description One's own password, once more. */
        Confirmation: {
            /** @description The password. */
            password: string;
        };
        /** @description Shares of the demand that available teams reach within the goal. */
        Cover: {
            /**
             * Format: double
             * @description The difference.
             */
            lost: number;
            /**
             * Format: double
             * @description With all.
             */
            now: number;
            /**
             * Format: double
             * @description Without this team.
             */
            without: number;
        };
        /** @description Who and what a team consists of. */
        Crew: {
            /** @description Its members. */
            members?: components["schemas"]["MemberId"][];
            vehicle?: components["schemas"]["VehicleId"] | null;
        };
        /** @description A place that people are taken to. */
        Destination: {
            /** @description Its address. */
            address?: string | null;
            /** @description When it takes people, as spans of minutes of the week from Monday midnight in the city's own time; null: always. */
            hours?: number[][] | null;
            /** @description Its id, such as `D2`. */
            id: components["schemas"]["DestinationId"];
            /** @description Its name. */
            name: string;
            /**
             * Format: int32
             * @description Places free as last told; null: nobody counts.
             */
            places?: number | null;
            /** @description Where it is, longitude and latitude. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: date-time
             * @description When it was taken off the list.
             */
            retired_at?: string | null;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of a destination, such as D2. */
        DestinationId: string;
        /** @description What is better known of a destination; fields left out stay. */
        DestinationUpdate: {
            address?: components["schemas"]["AddressText"] | null;
            hours?: components["schemas"]["Hours"] | null;
            name?: components["schemas"]["NameText"] | null;
            /**
             * Format: int32
             * @description Places free now.
             */
            places?: number | null;
            position?: components["schemas"]["LngLat"] | null;
        };
        /** @description A device that sends a team's positions. */
        Device: {
            /**
             * Format: date-time
             * @description When it sent something the last time; null when it never did.
             */
            heard_at?: string | null;
            /** @description Its id, to revoke it by. */
            id: string;
            /**
             * Format: date-time
             * @description When its token was made.
             */
            made_at: string;
            /** @description What people call it. */
            name: string;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description `next` of the page before. */
        DeviceCursor: string;
        /** @description An entry that a change of the configuration changes. */
        Difference: {
            /** @description What happens to it. */
            change: components["schemas"]["EditWord"];
            /** @description The entry's id or name; empty where the section is one entry. */
            entry: string;
            /** @description The section of the file, such as `request_types`. */
            section: string;
        };
        /**
         * @description How a request ended.
         * @enum {string}
         */
        Disposition: "resolved_on_scene" | "linked_to_service" | "transported" | "refused" | "unable_to_locate" | "cancelled" | "transferred_911" | "transferred_county" | "duplicate" | "no_contact";
        /** @description How the requests of a period ended. */
        DispositionReport: {
            /** @description What requests are put together by. */
            by: components["schemas"]["By"];
            clock: components["schemas"]["Clock"];
            /** @description What the groups are, where that does not go without saying. */
            groups?: string | null;
            /** @description A line for each group. */
            rows: components["schemas"]["DispositionRow"][];
        };
        /** @description How the requests of a group ended: each is in one column, from `open` to `no_contact`. */
        DispositionRow: {
            cancelled: number;
            duplicate: number;
            /** @description Endings before these, of requests that a follow-up took up again. */
            earlier_endings: number;
            /** @description The group. */
            group: string;
            linked_to_service: number;
            no_contact: number;
            /** @description Not ended, or taken up again. */
            open: number;
            refused: number;
            /** @description All of them. */
            requests: number;
            resolved_on_scene: number;
            transferred_911: number;
            transferred_county: number;
            transported: number;
            unable_to_locate: number;
        };
        /** @description An open request nearby that came in lately. */
        Duplicate: {
            /**
             * Format: double
             * @description How long ago it came in, seconds.
             */
            age: number;
            /**
             * Format: double
             * @description How far away, metres.
             */
            distance: number;
            /** @description The request. */
            request: components["schemas"]["RequestId"];
        };
        /**
         * @description What happens to an entry.
         * @enum {string}
         */
        EditWord: "added" | "removed" | "changed" | "moved";
        /** @description Why a request must be seen in spite of one's role. */
        Emergency: {
            /** @description It goes on record, with who asked; 1 to 500 characters. */
            reason: components["schemas"]["ReasonText"];
        };
        /** @description A body without fields. */
        Empty: Record<string, never>;
        /** @description An end of a route. */
        End: {
            /**
             * Format: double
             * @description From the point asked for to the road, metres.
             */
            distance: number;
            /** @description The point on the road. */
            position: components["schemas"]["LngLat"];
        };
        /** @description How a request ended before a follow-up took it up again. */
        Ending: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description How. */
            disposition: components["schemas"]["Disposition"];
            /** @description The closing note; null for roles that have no need of it. */
            note?: string | null;
        };
        /** @description Who signs in. */
        Entrance: {
            /** @description The code of the authenticator app, where the account asks for one. */
            code?: string | null;
            /** @description The account's name. */
            name: string;
            /** @description Its password. */
            password: string;
        };
        /** @description How good the arrival times told in a period were, by how far ahead they were told. */
        EtaReport: {
            /**
             * Format: date-time
             * @description Begin of the period.
             */
            from: string;
            /** @description Horizons that something was told for, nearest first. */
            horizons: components["schemas"]["HorizonScore"][];
            /** @description Journeys that ended on scene. */
            journeys: number;
            /**
             * Format: date-time
             * @description Its end.
             */
            to: string;
        };
        /** @description A team that cannot go. */
        Excluded: {
            /** @description Why, as a sentence. */
            detail: string;
            /** @description Why. */
            reason: components["schemas"]["ExcludedReason"];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /**
         * @description Why a team cannot go.
         * @enum {string}
         */
        ExcludedReason: "off_duty" | "busy" | "out_of_service" | "missing_capability" | "safety_rule" | "outside_area" | "no_position" | "no_route" | "emergency";
        /** @description A hit as GeoJSON. */
        Feature: {
            /** @description Where it is. */
            geometry: components["schemas"]["PointGeometry"];
            /** @description What it is. */
            properties: components["schemas"]["Properties"];
            /** @description `Feature`. */
            type: string;
        };
        /**
         * @description The role that dispatchers make links for.
         * @enum {string}
         */
        FieldOnly: "field";
        /** @description A file. */
        FileText: {
            /** @description What stands in it. */
            file: string;
        };
        /** @description Several fixes, oldest first. */
        Fixes: {
            /** @description The fixes, at most 500. */
            fixes: components["schemas"]["NewFix"][];
        };
        /** @description A warning about a place. */
        Flag: {
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /** @description Its id, such as `F2`. */
            id: components["schemas"]["FlagId"];
            /** @description Where, longitude and latitude. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: double
             * @description How far around it holds, metres.
             */
            radius: number;
            /** @description What a team must be able to do to go there. */
            requires: components["schemas"]["Capability"][];
            /**
             * Format: date-time
             * @description When it was set.
             */
            set_at: string;
            /** @description What to know. */
            text: string;
            /**
             * Format: date-time
             * @description When it ends by itself.
             */
            until: string;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of a flag, such as F2. */
        FlagId: string;
        /** @description Something to come back to. */
        FollowUp: {
            /**
             * Format: date-time
             * @description When it falls due.
             */
            at: string;
            /** @description What is to be done; null for roles that have no need of it. */
            note?: string | null;
        };
        /** @description The route that a team follows to a request or a destination. Who may see the request's address finds it in the instruction that arrives. */
        FollowedRoute: components["schemas"]["Guided"] & {
            /**
             * Format: int32
             * @description Its number, which the socket's `underway` tells; null before the team's first position.
             */
            number?: number | null;
        };
        /** @description Hits as GeoJSON. */
        Found: {
            /** @description The hits, best first. */
            features: components["schemas"]["Feature"][];
            /** @description `FeatureCollection`. */
            type: string;
        };
        /** @description A route and its announcements. */
        Guided: components["schemas"]["Route"] & {
            /** @description What is said on the way, in order; in each language at places of its own, as sentences take longer in some. */
            announcements: components["schemas"]["Announcements"];
        };
        /** @description A hand-over to another service. */
        HandOver: {
            /**
             * Format: date-time
             * @description When it was acknowledged there.
             */
            acknowledged_at?: string | null;
            /** @description Who acknowledged it; null for roles that have no need of it. */
            acknowledged_by?: string | null;
            /**
             * Format: date-time
             * @description When it was begun.
             */
            begun_at: string;
            /** @description To whom. */
            to: components["schemas"]["OtherService"];
        };
        /** @description The first frame of a client. */
        Hello: {
            /** @description West, south, east, north: only positions inside. */
            bbox?: number[] | null;
            /** @description The log that `last_seq` belongs to. */
            epoch?: string | null;
            /**
             * Format: int64
             * @description Sequence number of the last event known.
             */
            last_seq?: number | null;
            /**
             * Format: int32
             * @description Version of the protocol: 1.
             */
            proto: number;
            /** @description What to be told of. */
            topics: components["schemas"]["Topic"][];
        };
        /** @description Why a request is put aside, and for how long. */
        Hold: {
            /** @description Why, 1 to 500 characters. */
            reason: components["schemas"]["ReasonText"];
            /**
             * Format: date-time
             * @description When it comes back by itself.
             */
            until?: string | null;
        };
        /** @description How good arrival times were that were told about as far ahead. */
        HorizonScore: {
            /**
             * Format: int64
             * @description Told less than this many minutes ahead; null for no limit.
             */
            below_minutes?: number | null;
            /** @description How many were told. */
            count: number;
            /**
             * Format: double
             * @description Half of them were off by no more than this, seconds.
             */
            error_p50: number;
            /**
             * Format: double
             * @description 80 of 100 were off by no more than this, seconds.
             */
            error_p80: number;
            /**
             * Format: double
             * @description 90 of 100 were off by no more than this, seconds.
             */
            error_p90: number;
            /**
             * Format: int64
             * @description Told at least this many minutes ahead.
             */
            from_minutes: number;
            /**
             * Format: double
             * @description Mean of how much later the arrival was than told, seconds; below zero when earlier.
             */
            mean_error: number;
        };
        /** @description Spans of minutes of the week from Monday midnight, in order and without overlap. */
        Hours: [
            number,
            number
        ][];
        /**
         * @description An interval of a request's life.
         * @enum {string}
         */
        IntervalName: "answering" | "processing" | "turnout" | "travel" | "response" | "on_scene" | "transport" | "total_task" | "queue_wait";
        /** @description How long everything took in a period. */
        IntervalReport: {
            /** @description What requests are put together by. */
            by: components["schemas"]["By"];
            clock: components["schemas"]["Clock"];
            /** @description What the groups are, where that does not go without saying. */
            groups?: string | null;
            /** @description What a percentile is. */
            percentiles: string;
            /** @description A line for each interval of each group. */
            rows: components["schemas"]["IntervalRow"][];
        };
        /** @description An interval over a group of requests. Each request of the group is in the sample, or left out of it for one reason. */
        IntervalRow: {
            /** @description The group. */
            group: string;
            /** @description The interval. */
            interval: components["schemas"]["IntervalName"];
            /** @description Where its clock starts and stops. */
            interval_clock: string;
            /** @description Left out: another request stands for it. */
            left_out_duplicate: number;
            /** @description Left out: ended without it. */
            left_out_never: number;
            /** @description Left out: open, and has not come so far. */
            left_out_not_yet: number;
            /** @description Left out: one end of the interval was passed over and has no time. */
            left_out_passed_over: number;
            /** @description Left out: it was scheduled for later, so that its waiting was wished for. */
            left_out_scheduled: number;
            /** @description Left out: a follow-up took it up again, and when the first visit was cleared is not kept. */
            left_out_taken_up_again: number;
            /**
             * Format: double
             * @description The longest, seconds.
             */
            max_s?: number | null;
            /**
             * Format: double
             * @description 50 of 100 took no longer, seconds.
             */
            p50_s?: number | null;
            /**
             * Format: double
             * @description 80 of 100 took no longer, seconds.
             */
            p80_s?: number | null;
            /**
             * Format: double
             * @description 90 of 100 took no longer, seconds.
             */
            p90_s?: number | null;
            /** @description Requests of the group. */
            requests: number;
            /** @description Of these: measured. */
            sample: number;
            /** @description Of the sample: within the goal of their priority; for the response alone. */
            within_goal?: number | null;
            /**
             * Format: double
             * @description The share of the sample that was, 0 to 1.
             */
            within_goal_share?: number | null;
        };
        /** @description An invitation to choose a password. */
        Invitation: {
            /** @description Open it once, within a day. */
            url: string;
        };
        /** @description What is reached, as GeoJSON. */
        Isochrones: {
            /** @description One for each contour, the widest first, with `contour` (its number), `metric` (`time` or `distance`) and its colours. */
            features: Record<string, never>[];
            /** @description `FeatureCollection`. */
            type: string;
        };
        /** @description The best team for each waiting request, all considered together. */
        JointAssignment: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            at: string;
            /** @description The waiting requests, by id. */
            requests: components["schemas"]["Place"][];
        };
        /**
         * @description Kinds of hits.
         * @enum {string}
         */
        Kind: "house" | "street" | "crossing" | "place";
        /** @description A kind of help that the service gives. */
        KindOfHelp: {
            /** @description Goals of its own in the place of the service's: seconds from received to on scene for priority 1 to 4. */
            goals?: number[] | null;
            /** @description In the language of the service, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /** @description In other languages, by BCP 47 tag. */
            names?: {
                [key: string]: string;
            };
            /** @description The triage questions, in the order in which they are asked. */
            questions: components["schemas"]["Question"][];
            /** @description Whether it is no longer offered for new requests. */
            retired?: boolean;
            /** @description The priority of a score; below all of them it is 4. */
            thresholds: components["schemas"]["Threshold"][];
            /** @description Its id, as requests name it. */
            type: components["schemas"]["RequestType"];
            /** @description What it is good for a team to have, without being needed. */
            wants?: components["schemas"]["Capability"][];
        };
        /** @description What something is called. */
        Label: {
            /** @description In the language of the service, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /** @description In other languages, by BCP 47 tag. */
            names?: {
                [key: string]: string;
            };
        };
        /** @description A lane before a manoeuvre. */
        Lane: {
            /** @description The arrows on it, in OSRM's words, from the left to the right; none on a lane without arrows. */
            arrows: string[];
            /** @description The arrow to follow; null where one may not take it or it has none. */
            follow?: string | null;
            /** @description One may take it. */
            usable: boolean;
        };
        /** @description A part of a route, from one place to the next. */
        Leg: {
            /**
             * Format: double
             * @description Length, metres.
             */
            distance: number;
            /**
             * Format: double
             * @description Driving time, seconds.
             */
            duration: number;
            /** @description Its first step among the route's, and the one after its last. */
            step_index: number[];
            /** @description Where it ends on the road. */
            to: components["schemas"]["End"];
        };
        /** @description A line as GeoJSON. */
        Line: {
            /** @description Longitudes and latitudes. */
            coordinates: components["schemas"]["LngLat"][];
            /** @description `LineString`. */
            type: string;
        };
        /** @description A sign-in link. */
        Link: {
            /** @description Open it once, within a day. */
            url: string;
        };
        /** @description A page of a list. */
        Listed_Account: {
            /** @description The entries, in the order of the list. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when it may no longer sign in.
                 */
                disabled_at?: string | null;
                /** @description Whether its owner has chosen a password. */
                has_password: boolean;
                /** @description Whether it signs in with a code as well. */
                has_totp: boolean;
                /** @description Such as U3. */
                id: string;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                made_at: string;
                /** @description The name to sign in with. */
                name: string;
                /** @description The partner of a partner's account. */
                partner?: string | null;
                /** @description What it may do. */
                role: components["schemas"]["RoleName"];
                /**
                 * Format: date-time
                 * @description When it last signed in.
                 */
                signed_in_at?: string | null;
                team?: components["schemas"]["TeamId"] | null;
                /**
                 * Format: int64
                 * @description Counts its changes.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Assignment: {
            /** @description The entries, in the order of the list. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                assigned_at: string;
                destination?: components["schemas"]["DestinationId"] | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description Its id, such as `A7`. */
                id: components["schemas"]["AssignmentId"];
                /** @description What became of it. */
                outcome: components["schemas"]["Outcome"];
                /** @description Why another than the first of the ranking was sent, or why it was declined or cancelled. */
                reason?: string | null;
                /** @description The request. */
                request: components["schemas"]["RequestId"];
                /** @description The ranking the dispatcher saw. */
                shown: components["schemas"]["Shown"][];
                /** @description The team. */
                team: components["schemas"]["TeamId"];
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Closure: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description What is different there. */
                effect: components["schemas"]["ClosureEffect"];
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it begins or began.
                 */
                from: string;
                /**
                 * Format: double
                 * @description Only for those who head this way, degrees clockwise from north; null for both ways.
                 */
                heading?: number | null;
                /** @description Its id, such as `C2`. */
                id: components["schemas"]["ClosureId"];
                /** @description The streets meant, to be drawn; none for an area. */
                lines: components["schemas"]["LngLat"][][];
                /** @description Why. */
                reason: string;
                /** @description Where. */
                shape: components["schemas"]["ClosureShape"];
                /** @description Whether it is in force. */
                state: components["schemas"]["ClosureState"];
                /**
                 * Format: date-time
                 * @description When it ends by itself; null when somebody has to end it.
                 */
                until?: string | null;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Destination: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description Its address. */
                address?: string | null;
                /** @description When it takes people, as spans of minutes of the week from Monday midnight in the city's own time; null: always. */
                hours?: number[][] | null;
                /** @description Its id, such as `D2`. */
                id: components["schemas"]["DestinationId"];
                /** @description Its name. */
                name: string;
                /**
                 * Format: int32
                 * @description Places free as last told; null: nobody counts.
                 */
                places?: number | null;
                /** @description Where it is, longitude and latitude. */
                position: components["schemas"]["LngLat"];
                /**
                 * Format: date-time
                 * @description When it was taken off the list.
                 */
                retired_at?: string | null;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Device: {
            /** @description The entries, in the order of the list. */
            items: {
                /**
                 * Format: date-time
                 * @description When it sent something the last time; null when it never did.
                 */
                heard_at?: string | null;
                /** @description Its id, to revoke it by. */
                id: string;
                /**
                 * Format: date-time
                 * @description When its token was made.
                 */
                made_at: string;
                /** @description What people call it. */
                name: string;
                /** @description The team. */
                team: components["schemas"]["TeamId"];
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Flag: {
            /** @description The entries, in the order of the list. */
            items: {
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /** @description Its id, such as `F2`. */
                id: components["schemas"]["FlagId"];
                /** @description Where, longitude and latitude. */
                position: components["schemas"]["LngLat"];
                /**
                 * Format: double
                 * @description How far around it holds, metres.
                 */
                radius: number;
                /** @description What a team must be able to do to go there. */
                requires: components["schemas"]["Capability"][];
                /**
                 * Format: date-time
                 * @description When it was set.
                 */
                set_at: string;
                /** @description What to know. */
                text: string;
                /**
                 * Format: date-time
                 * @description When it ends by itself.
                 */
                until: string;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Member: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description What they can do. */
                capabilities: components["schemas"]["Capability"][];
                /** @description Their id, such as `M4`. */
                id: components["schemas"]["MemberId"];
                /** @description Their name; null for roles that have no need of it. */
                name?: string | null;
                /**
                 * Format: date-time
                 * @description When they left the service.
                 */
                retired_at?: string | null;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Referral: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description The request's id, to speak about it with the desk. */
                id: components["schemas"]["RequestId"];
                /**
                 * Format: date-time
                 * @description When the desk had it.
                 */
                received?: string | null;
                /** @description How far it is. */
                stage: components["schemas"]["ReferralStage"];
                /** @description Kind of help. */
                type: components["schemas"]["RequestType"];
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Request: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description The address as shown; null for roles that have no need of it. */
                address?: string | null;
                /** @description Every assignment made for it, oldest first. */
                assignments: components["schemas"]["AssignmentId"][];
                /** @description What was written when it was closed; null for roles that have no need of it. */
                closing_note?: string | null;
                disposition?: components["schemas"]["Disposition"] | null;
                /**
                 * Format: date-time
                 * @description When the response goal of its priority ends.
                 */
                due: string;
                /** @description Requests that were merged into this one. */
                duplicates: components["schemas"]["RequestId"][];
                /** @description How it ended before a follow-up took it up again. */
                earlier: components["schemas"]["Ending"][];
                follow_up?: components["schemas"]["FollowUp"] | null;
                hand_over?: components["schemas"]["HandOver"] | null;
                /** @description Why it is held; null for roles that have no need of it. */
                held_reason?: string | null;
                /** @description Its id, such as `R12`. */
                id: components["schemas"]["RequestId"];
                merged_into?: components["schemas"]["RequestId"] | null;
                /** @description What a team must be able to do. */
                needs: components["schemas"]["Capability"][];
                /** @description Free text for the team; null for roles that have no need of it. */
                note?: string | null;
                /** @description Notes, oldest first; empty for roles that have no need of them. */
                notes: components["schemas"]["Note"][];
                /** @description Where help is needed, longitude and latitude. */
                position: components["schemas"]["LngLat"];
                /**
                 * Format: int32
                 * @description 1 (most urgent) to 4.
                 */
                priority: number;
                /**
                 * Format: date-time
                 * @description When it comes back by itself.
                 */
                returns_at?: string | null;
                /** @description Who told of it. */
                source: string;
                /** @description Where it stands. */
                state: components["schemas"]["RequestState"];
                /** @description When each stage was first reached. */
                times: components["schemas"]["RequestTimes"];
                triage?: components["schemas"]["Triage"] | null;
                /** @description Kind of help. */
                type: components["schemas"]["RequestType"];
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
                /** @description Warnings about its place; empty for roles that have no need of them. */
                warnings: components["schemas"]["Warning"][];
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Shift: {
            /** @description The entries, in the order of the list. */
            items: {
                /**
                 * Format: date-time
                 * @description When the team signed on.
                 */
                began_at?: string | null;
                /** @description Who and what. */
                crew: components["schemas"]["Crew"];
                /**
                 * Format: date-time
                 * @description When the team signed off, or the plan was given up.
                 */
                ended_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it should begin, or began if nobody planned it.
                 */
                from: string;
                /** @description Its id, such as `S9`. */
                id: components["schemas"]["ShiftId"];
                /** @description Where it stands. */
                state: components["schemas"]["ShiftState"];
                /** @description The team. */
                team: components["schemas"]["TeamId"];
                /**
                 * Format: date-time
                 * @description When it should end.
                 */
                until?: string | null;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Team: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description The ring around where it goes; everywhere, when empty. */
                area: components["schemas"]["LngLat"][];
                assignment?: components["schemas"]["AssignmentId"] | null;
                /** @description The name said on air. */
                callsign: string;
                /** @description What it can do. */
                capabilities: components["schemas"]["Capability"][];
                check_in?: components["schemas"]["CheckIn"] | null;
                /** @description What its members and its vehicle add to what it can do. */
                crew_capabilities: components["schemas"]["Capability"][];
                /**
                 * Format: date-time
                 * @description When the dispatcher answered the present emergency.
                 */
                emergency_answered?: string | null;
                /** @description Its id, such as `T3`. */
                id: components["schemas"]["TeamId"];
                /**
                 * Format: date-time
                 * @description Start of the present shift.
                 */
                on_shift_since?: string | null;
                post?: components["schemas"]["LngLat"] | null;
                shift?: components["schemas"]["ShiftId"] | null;
                /** @description What it does at the moment. */
                status: components["schemas"]["TeamStatus"];
                /**
                 * Format: date-time
                 * @description When that status began.
                 */
                status_since: string;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Listed_Vehicle: {
            /** @description The entries, in the order of the list. */
            items: {
                /** @description What it adds to a team. */
                capabilities: components["schemas"]["Capability"][];
                /** @description Its id, such as `V2`. */
                id: components["schemas"]["VehicleId"];
                /** @description How it is called. */
                label: string;
                /** @description Why it may not be driven at the moment. */
                out_of_service?: string | null;
                /**
                 * Format: int32
                 * @description Seats for people who are taken along.
                 */
                seats: number;
                /**
                 * Format: int64
                 * @description Number of changes so far.
                 */
                version: number;
            }[];
            /** @description Cursor of the next page; null at the end. */
            next?: string | null;
        };
        /** @description The entities that an event changed. */
        LiveChanged: {
            /** @description Assignments. */
            assignments: components["schemas"]["Assignment"][];
            /** @description Closures. */
            closures: components["schemas"]["Closure"][];
            /** @description Destinations. */
            destinations?: components["schemas"]["Destination"][];
            /** @description Flags. */
            flags?: components["schemas"]["Flag"][];
            /** @description Members. */
            members?: components["schemas"]["Member"][];
            /** @description Requests. */
            requests: components["schemas"]["Request"][];
            /** @description Shifts. */
            shifts?: components["schemas"]["Shift"][];
            /** @description Teams. */
            teams: components["schemas"]["Team"][];
            /** @description Triage forms. */
            triage_forms?: components["schemas"]["TriageForm"][];
            /** @description Vehicles. */
            vehicles?: components["schemas"]["Vehicle"][];
        };
        /**
         * @description Longitude and latitude, degrees (WGS 84).
         * @example [
         *       14.5105,
         *       35.8972
         *     ]
         */
        LngLat: [
            number,
            number
        ];
        /** @description A page of the log of changes. */
        Log: {
            /**
             * Format: int64
             * @description Sequence number of the newest entry: as there is no gap, the newest page follows the cursor that is a page less.
             */
            head: number;
            /** @description Oldest first. */
            items: components["schemas"]["LogEntry"][];
            /** @description Cursor of the next page, which is newer; null at the end. */
            next?: string | null;
        };
        /** @description An entry of the log of changes. */
        LogEntry: {
            /** @description Who: role, team and account; `timer` and `operator` are the server itself. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What, with the ids it was about, without what tells of a person. */
            change: Record<string, never>;
            /**
             * Format: int64
             * @description Its sequence number, without a gap.
             */
            seq: number;
        };
        /** @description A device as it is made; its token and the codes that hold it are shown this once. */
        MadeDevice: components["schemas"]["Device"] & {
            /** @description What apps are set up with. */
            setup: components["schemas"]["Setup"];
            /** @description The token. */
            token: string;
        };
        /** @description What to do, in OSRM's words. */
        Maneuver: {
            /**
             * Format: double
             * @description Direction after, degrees.
             */
            bearing_after: number;
            /**
             * Format: double
             * @description Direction before, degrees.
             */
            bearing_before: number;
            /**
             * Format: int32
             * @description Which exit of a roundabout.
             */
            exit?: number;
            /** @description Such as `left`, `slight right`, `straight`. */
            modifier?: string | null;
            /** @description Where. */
            position: components["schemas"]["LngLat"];
            /** @description Such as `turn`, `new name`, `roundabout`, `arrive`. */
            type: string;
        };
        /** @description Who the caller is. */
        Me: {
            account?: components["schemas"]["MyAccount"] | null;
            /** @description Header that changes made with the cookie must carry, with the value 1. */
            csrf: string;
            /** @description Names the log. */
            epoch: string;
            /** @description The partner it is bound to. */
            partner?: string | null;
            /** @description The role. */
            role: components["schemas"]["RoleName"];
            team?: components["schemas"]["TeamId"] | null;
        };
        /**
         * @description How one travels.
         * @enum {string}
         */
        Means: "car" | "foot" | "bicycle";
        /** @description Somebody who works in teams. */
        Member: {
            /** @description What they can do. */
            capabilities: components["schemas"]["Capability"][];
            /** @description Their id, such as `M4`. */
            id: components["schemas"]["MemberId"];
            /** @description Their name; null for roles that have no need of it. */
            name?: string | null;
            /**
             * Format: date-time
             * @description When they left the service.
             */
            retired_at?: string | null;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of a member, such as M4. */
        MemberId: string;
        /** @description What is better known of a member; fields left out stay. */
        MemberUpdate: {
            /** @description Other capabilities; they count from the next shift on. */
            capabilities?: components["schemas"]["Capability"][] | null;
            name?: components["schemas"]["NameText"] | null;
        };
        /** @description The request that stays. */
        Merge: {
            /** @description Its id. */
            into: components["schemas"]["RequestId"];
        };
        /**
         * Format: int32
         * @description Metres driven, for the document.
         */
        MetresAway: number;
        /**
         * Format: int32
         * @description Minutes of driving, for the document.
         */
        MinutesAway: number;
        /** @description The caller's account. */
        MyAccount: {
            /** @description Whether it signs in with a code as well. */
            has_totp: boolean;
            /** @description Such as U3. */
            id: string;
            /** @description The name to sign in with. */
            name: string;
        };
        /** @description A name, 1 to 80 characters. */
        NameText: string;
        /** @description A service next door. */
        Neighbour: {
            /**
             * Format: double
             * @description How long it usually takes to come, seconds.
             */
            eta: number;
            /** @description Its name. */
            name: string;
        };
        /** @description A new account. */
        NewAccount: {
            /** @description The name to sign in with: 1 to 40 of a to z, digits, and . - _ @. */
            name: components["schemas"]["AccountName"];
            partner?: components["schemas"]["SourceId"] | null;
            /** @description What it may do; a device has a token, not an account. */
            role: components["schemas"]["RoleName"];
            team?: components["schemas"]["TeamId"] | null;
        };
        /** @description Which team goes. */
        NewAssignment: {
            override_reason?: components["schemas"]["ReasonText"] | null;
            /** @description The ranking on the dispatcher's screen, kept for audit. */
            shown?: components["schemas"]["Shown"][];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description A new closure or slow-down. */
        NewClosure: {
            /** @description What is different there. */
            effect: components["schemas"]["ClosureEffect"];
            /**
             * Format: date-time
             * @description When it begins; at once when not given.
             */
            from?: string | null;
            /**
             * Format: double
             * @description Only for those who head this way, degrees clockwise from north (0 to less than 360).
             */
            heading?: number | null;
            /** @description Why, 1 to 500 characters; field teams read it too. */
            reason: components["schemas"]["ReasonText"];
            /** @description Where. */
            shape: components["schemas"]["ClosureShape"];
            /**
             * Format: date-time
             * @description When it ends by itself; when not given, somebody has to end it.
             */
            until?: string | null;
        };
        /** @description A new destination. */
        NewDestination: {
            address?: components["schemas"]["AddressText"] | null;
            hours?: components["schemas"]["Hours"] | null;
            /** @description Its name, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /**
             * Format: int32
             * @description Places free; not counted when not given.
             */
            places?: number | null;
            /** @description Where it is. */
            position: components["schemas"]["LngLat"];
        };
        /** @description Whose positions a device sends, and what people call it. */
        NewDevice: {
            name?: components["schemas"]["CallName"] | null;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description A device's report of where it is. */
        NewFix: {
            /**
             * Format: double
             * @description Accuracy, metres.
             */
            accuracy?: number | null;
            /**
             * Format: date-time
             * @description When the device took it.
             */
            at: string;
            /**
             * Format: double
             * @description Direction of travel, degrees clockwise from north.
             */
            bearing?: number | null;
            /** @description Longitude and latitude. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: double
             * @description Speed, metres per second.
             */
            speed?: number | null;
        };
        /** @description A new warning. */
        NewFlag: {
            /** @description Where. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: double
             * @description How far around it holds, 5 to 500 m; 30 when not given.
             */
            radius?: number | null;
            /** @description What a team must be able to do to go there. */
            requires?: components["schemas"]["Capability"][];
            /** @description What to know, 1 to 500 characters. */
            text: components["schemas"]["ReasonText"];
            /**
             * Format: date-time
             * @description When it ends by itself, within a year.
             */
            until: string;
        };
        /** @description Which service takes a request over. */
        NewHandOver: {
            /** @description The service. */
            to: components["schemas"]["OtherService"];
        };
        /** @description Whom a link is for. */
        NewLink: {
            /** @description `field`: other roles get their link from the operator of the server. */
            role: components["schemas"]["FieldOnly"];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description A new member. */
        NewMember: {
            /** @description What they can do, languages included. */
            capabilities?: components["schemas"]["Capability"][];
            /** @description Their name, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
        };
        /** @description Something to write down. */
        NewNote: {
            /** @description The text, 1 to 4000 characters. */
            text: components["schemas"]["NoteText"];
        };
        /** @description A new password. */
        NewPassword: {
            /** @description The new one, 12 to 128 characters. */
            password: string;
            /** @description The present one. */
            present: string;
        };
        /** @description A partner tells of somebody who needs help. */
        NewReferral: {
            address?: components["schemas"]["AddressText"] | null;
            note?: components["schemas"]["NoteText"] | null;
            /** @description Where help is needed. */
            position: components["schemas"]["LngLat"];
            /** @description Kind of help. */
            type: components["schemas"]["RequestType"];
        };
        /** @description A new request for help. */
        NewRequest: {
            address?: components["schemas"]["AddressText"] | null;
            /** @description Answers to the triage questions: id of the answer by id of the question. */
            answers?: {
                [key: string]: string;
            };
            /** @description What a team must be able to do. */
            needs?: components["schemas"]["Capability"][];
            note?: components["schemas"]["NoteText"] | null;
            /** @description Where help is needed. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: int32
             * @description 1 (most urgent) to 4.
             */
            priority: number;
            /**
             * Format: date-time
             * @description It is for later; it comes back by itself.
             */
            scheduled_for?: string | null;
            source?: components["schemas"]["SourceId"] | null;
            /** @description Kind of help. */
            type: components["schemas"]["RequestType"];
            /** @description Nobody has spoken with the caller yet: it waits to be answered. */
            untriaged?: boolean;
        };
        /** @description A shift to plan. */
        NewShift: {
            /** @description Who and what. */
            crew?: components["schemas"]["Crew"];
            /**
             * Format: date-time
             * @description When it begins.
             */
            from: string;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
            /**
             * Format: date-time
             * @description When it ends.
             */
            until: string;
        };
        /** @description Another status. */
        NewStatus: {
            /** @description The status. */
            status: components["schemas"]["TeamStatus"];
        };
        /** @description A new team. */
        NewTeam: {
            /** @description The name said on air, 1 to 40 characters, unique. */
            callsign: components["schemas"]["CallName"];
            /** @description What it can do. */
            capabilities?: components["schemas"]["Capability"][];
            post?: components["schemas"]["LngLat"] | null;
        };
        /** @description Questions for a kind of help, in the place of those before. */
        NewTriageForm: {
            /** @description The questions. */
            questions: components["schemas"]["Question"][];
            /** @description The thresholds. */
            thresholds: components["schemas"]["Threshold"][];
        };
        /** @description A new vehicle. */
        NewVehicle: {
            /** @description What it adds to a team. */
            capabilities?: components["schemas"]["Capability"][];
            /** @description How it is called, 1 to 40 characters. */
            label: components["schemas"]["CallName"];
            /**
             * Format: int32
             * @description Seats for people who are taken along.
             */
            seats?: number;
        };
        /** @description Something written down. */
        Note: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who wrote it, as a role or a role and a team. */
            author: string;
            /** @description What. */
            text: string;
        };
        /** @description Something written down, 1 to 4000 characters. */
        NoteText: string;
        /** @description One fix or several. */
        OneOrMore: components["schemas"]["NewFix"] | components["schemas"]["Fixes"];
        /** @description false, true or how many, at most 3. */
        OsrmAlternatives: string;
        /** @description true, false, or some of what is told of each piece. */
        OsrmAnnotations: string;
        /** @description unrestricted, curb or opposite, with semicolons. */
        OsrmApproaches: string;
        /** @description degrees,difference with semicolons. */
        OsrmBearings: string;
        /** @description Whether one goes on in the direction of travel. */
        OsrmContinue: string;
        /** @description any or last. */
        OsrmDestination: string;
        /** @description Kinds of road, with commas. */
        OsrmExclude: string;
        /** @description input or snapped. */
        OsrmFallback: string;
        /** @description split or ignore. */
        OsrmGaps: string;
        /** @description How lines are written. */
        OsrmGeometries: string;
        /** @description Hints of earlier answers, with semicolons. */
        OsrmHints: string;
        /** @description all, or numbers of coordinates with semicolons. */
        OsrmNumbers: string;
        /** @description How much of the line. */
        OsrmOverview: string;
        /** @description Longitude,latitude with semicolons between them, or polyline(…), or polyline6(…). */
        OsrmPlaces: string;
        /** @description Metres or unlimited, with semicolons. */
        OsrmRadiuses: string;
        /** @description default or any. */
        OsrmSnapping: string;
        /** @description any or first. */
        OsrmSource: string;
        /** @description duration, distance or both. */
        OsrmTableAnnotations: string;
        /** @description Seconds since 1970, with semicolons. */
        OsrmTimes: string;
        /**
         * @description A service that takes over a request.
         * @enum {string}
         */
        OtherService: "911" | "county";
        /**
         * @description What became of an assignment.
         * @enum {string}
         */
        Outcome: "proposed" | "assigned" | "acknowledged" | "declined" | "cancelled" | "reassigned" | "completed";
        /**
         * @description What to answer.
         * @enum {string}
         */
        Output: "polygons" | "segments" | "zones";
        /** @description A change of the configuration. */
        PastChange: {
            /** @description Who. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What changed, entry by entry. */
            changes: components["schemas"]["Difference"][];
            /**
             * Format: int64
             * @description Its number in the log.
             */
            seq: number;
            /**
             * Format: int64
             * @description The configuration's version after it.
             */
            version: number;
        };
        /** @description One request of a joint assignment. */
        Place: {
            /**
             * Format: date-time
             * @description When the response goal ends.
             */
            due: string;
            /**
             * Format: double
             * @description Its time to arrive, seconds.
             */
            eta?: number | null;
            /**
             * Format: double
             * @description By how much the team would be too late, seconds.
             */
            late?: number | null;
            /** @description The request. */
            request: components["schemas"]["RequestId"];
            team?: components["schemas"]["TeamId"] | null;
        };
        /** @description A point as GeoJSON. */
        PointGeometry: {
            /** @description Longitude and latitude. */
            coordinates: components["schemas"]["LngLat"];
            /** @description `Point`. */
            type: string;
        };
        /** @enum {string} */
        PolygonType: "Polygon";
        /** @description Where a team was last seen. */
        Position: {
            /**
             * Format: double
             * @description Accuracy told by the device, metres.
             */
            accuracy?: number | null;
            /**
             * Format: double
             * @description Age of the fix, seconds.
             */
            age: number;
            /**
             * Format: date-time
             * @description When the device took the fix.
             */
            at: string;
            /**
             * Format: double
             * @description Direction of travel, degrees clockwise from north.
             */
            bearing?: number | null;
            /** @description Longitude and latitude. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: double
             * @description Speed, metres per second.
             */
            speed?: number | null;
            /** @description Whether the fix is too old to be taken for live. */
            stale: boolean;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description Last known positions. */
        Positions: {
            /** @description One for each team that has been seen, by team id. */
            items: components["schemas"]["Position"][];
        };
        /** @description A place where teams wait. */
        Post: {
            /** @description What people call it, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /** @description Where it is, longitude and latitude. */
            position: components["schemas"]["LngLat"];
        };
        /** @description A problem document (RFC 9457). */
        Problem: {
            /** @description The entity as it is now, with `stale-version`. */
            current?: Record<string, never>;
            /** @description What is wrong and what to do about it. */
            detail: string;
            /**
             * Format: double
             * @description Metres to the nearest usable road, with `no-segment`.
             */
            distance?: number;
            /** @description The field at fault, such as `position`. */
            field?: string;
            /**
             * Format: int32
             * @description Seconds to wait before the next try, with `too-many-tries`; also in the header `Retry-After`.
             */
            retry_after?: number;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind of problem in words. */
            title: string;
            /** @description Stable name of the kind of problem, such as `/problems/wrong-state`. */
            type: string;
        };
        /** @description A way of travelling. */
        Profile: string;
        /** @description What a hit is. */
        Properties: {
            /** @description Town or suburb. */
            city?: string;
            /** @description House number of an address. */
            housenumber?: string;
            /** @description One line for people. */
            label: string;
            /** @description Its own name. */
            name: string;
            /** @description OpenStreetMap key of a place. */
            osm_key?: string;
            /** @description Value of that key. */
            osm_value?: string;
            /** @description Street of an address. */
            street?: string;
            /** @description Kind of hit. */
            type: components["schemas"]["Kind"];
        };
        /** @description Which team is put forward. */
        Proposal: {
            /** @description The ranking it comes from. */
            shown?: components["schemas"]["Shown"][];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description A question with what may be answered. */
        Question: {
            /** @description What may be answered. */
            answers: components["schemas"]["Answer"][];
            /** @description Its id in the form. */
            id: string;
            /** @description As it is asked. */
            text: string;
        };
        /** @description What is reached, as GeoJSON. */
        Reached: {
            /**
             * @description One for each band and output, bands in the order asked. An area's properties are `minutes` (or `metres`),
             *     `addresses`, `address_share`, `places`, `place_share`; those of streets `minutes` and `kind` = `segments`. One for
             *     each zone: its middle as a point, with `kind` = `zones`, `cell` (H3), `demand`, `seconds` (or `metres`) of the way
             *     and `band`, the narrowest that it is in. With `each`, every feature has the `index` of its place, `from` first, then `teams`.
             */
            features: Record<string, never>[];
            /** @description What the shares are of. */
            sample: components["schemas"]["Sample"];
            /** @description Seconds of driving (or metres) to each place of the question's `to`, or from it; `null` beyond the widest band. */
            to?: (number | null)[];
            /** @description `FeatureCollection`. */
            type: string;
        };
        /** @description Why. */
        Reason: {
            /** @description Why, 1 to 500 characters. */
            reason: components["schemas"]["ReasonText"];
        };
        /** @description Why, or what to know: 1 to 500 characters. */
        ReasonText: string;
        /** @description The best teams and why the others are out. */
        Recommendation: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            at: string;
            /** @description Busy teams that could come, by arrival. */
            busy: components["schemas"]["Busy"][];
            /** @description The best teams, best first. */
            candidates: components["schemas"]["Candidate"][];
            /**
             * Format: double
             * @description Demand counts as covered when a team reaches it within this time, seconds; 0 while cover is not known.
             */
            cover_goal: number;
            /** @description Where the demand figures come from. */
            cover_source: string;
            /** @description Teams that cannot go, by id. */
            excluded: components["schemas"]["Excluded"][];
            /** @description Neighbours who could help, by arrival. */
            neighbours: components["schemas"]["Neighbour"][];
            request?: components["schemas"]["RequestId"] | null;
        };
        /** @description `next` of the page before. */
        RecordNumber: string;
        /** @description Which team goes in the place of another, or leaves somebody less urgent. */
        Redirection: {
            /** @description Why, 1 to 500 characters. */
            reason: components["schemas"]["ReasonText"];
            /** @description The ranking on the dispatcher's screen. */
            shown?: components["schemas"]["Shown"][];
            /** @description The team that goes. */
            team: components["schemas"]["TeamId"];
        };
        /** @description A referral, as its partner sees it. */
        Referral: {
            /** @description The request's id, to speak about it with the desk. */
            id: components["schemas"]["RequestId"];
            /**
             * Format: date-time
             * @description When the desk had it.
             */
            received?: string | null;
            /** @description How far it is. */
            stage: components["schemas"]["ReferralStage"];
            /** @description Kind of help. */
            type: components["schemas"]["RequestType"];
        };
        /**
         * @description How far a referral is; no more of it is told.
         * @enum {string}
         */
        ReferralStage: "received" | "under_way" | "done";
        /** @description A fix that cannot be true. */
        Refused: {
            /** @description Its place in the list, from 0. */
            index: number;
            /** @description Why. */
            reason: string;
        };
        /** @description What became of the fixes. */
        Report: {
            /** @description Fixes that can be true. */
            accepted: number;
            /** @description Those of the accepted that came too late, twice or unconfirmed, and did not move the team. */
            late: number;
            /** @description Fixes that cannot be true. */
            refused: components["schemas"]["Refused"][];
        };
        /** @description A request for help. */
        Request: {
            /** @description The address as shown; null for roles that have no need of it. */
            address?: string | null;
            /** @description Every assignment made for it, oldest first. */
            assignments: components["schemas"]["AssignmentId"][];
            /** @description What was written when it was closed; null for roles that have no need of it. */
            closing_note?: string | null;
            disposition?: components["schemas"]["Disposition"] | null;
            /**
             * Format: date-time
             * @description When the response goal of its priority ends.
             */
            due: string;
            /** @description Requests that were merged into this one. */
            duplicates: components["schemas"]["RequestId"][];
            /** @description How it ended before a follow-up took it up again. */
            earlier: components["schemas"]["Ending"][];
            follow_up?: components["schemas"]["FollowUp"] | null;
            hand_over?: components["schemas"]["HandOver"] | null;
            /** @description Why it is held; null for roles that have no need of it. */
            held_reason?: string | null;
            /** @description Its id, such as `R12`. */
            id: components["schemas"]["RequestId"];
            merged_into?: components["schemas"]["RequestId"] | null;
            /** @description What a team must be able to do. */
            needs: components["schemas"]["Capability"][];
            /** @description Free text for the team; null for roles that have no need of it. */
            note?: string | null;
            /** @description Notes, oldest first; empty for roles that have no need of them. */
            notes: components["schemas"]["Note"][];
            /** @description Where help is needed, longitude and latitude. */
            position: components["schemas"]["LngLat"];
            /**
             * Format: int32
             * @description 1 (most urgent) to 4.
             */
            priority: number;
            /**
             * Format: date-time
             * @description When it comes back by itself.
             */
            returns_at?: string | null;
            /** @description Who told of it. */
            source: string;
            /** @description Where it stands. */
            state: components["schemas"]["RequestState"];
            /** @description When each stage was first reached. */
            times: components["schemas"]["RequestTimes"];
            triage?: components["schemas"]["Triage"] | null;
            /** @description Kind of help. */
            type: components["schemas"]["RequestType"];
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
            /** @description Warnings about its place; empty for roles that have no need of them. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description Id of a request, such as R12. */
        RequestId: string;
        /**
         * @description Where a request stands.
         * @enum {string}
         */
        RequestState: "received" | "triaging" | "pending" | "held" | "scheduled" | "assigned" | "working" | "transporting" | "follow_up_due" | "closed";
        /** @description Moments of a request's life; a stage not reached is left out. */
        RequestTimes: {
            /** Format: date-time */
            acknowledged?: string;
            /** Format: date-time */
            answered?: string;
            /** Format: date-time */
            assigned?: string;
            /** Format: date-time */
            at_client?: string;
            /** Format: date-time */
            at_destination?: string;
            /** Format: date-time */
            care_transferred?: string;
            /** Format: date-time */
            cleared?: string;
            /** Format: date-time */
            closed?: string;
            /** Format: date-time */
            en_route?: string;
            /** Format: date-time */
            left_scene?: string;
            /** Format: date-time */
            on_scene?: string;
            /** Format: date-time */
            received?: string;
            /** Format: date-time */
            staged?: string;
            /** Format: date-time */
            triaged?: string;
        };
        /** @description A kind of help, by the id that the service's configuration gives it, such as wellness_check. */
        RequestType: string;
        /** @description What is better known of a request; fields left out stay. */
        RequestUpdate: {
            address?: components["schemas"]["AddressText"] | null;
            /** @description Other needs. */
            needs?: components["schemas"]["Capability"][] | null;
            note?: components["schemas"]["NoteText"] | null;
            position?: components["schemas"]["LngLat"] | null;
            /**
             * Format: int32
             * @description Another urgency.
             */
            priority?: number | null;
            type?: components["schemas"]["RequestType"] | null;
        };
        /**
         * @description Why a team has another route than before.
         * @enum {string}
         */
        RerouteReason: "off_route" | "streets_changed";
        /** @description How long things are kept that are not the record itself. */
        Retention: {
            /**
             * Format: int32
             * @description Days that is kept who read what, and who was refused.
             */
            access_days: number;
            /**
             * Format: int32
             * @description Days that is kept where teams were; 0 keeps nothing of it.
             */
            breadcrumb_days: number;
        };
        /**
         * @description Roles, for the document.
         * @enum {string}
         */
        RoleName: "dispatcher" | "field" | "supervisor" | "planner" | "partner" | "admin" | "auditor" | "device";
        /** @description A route with its steps. */
        Route: {
            /**
             * Format: double
             * @description Length, metres.
             */
            distance: number;
            /**
             * Format: double
             * @description Driving time, seconds.
             */
            duration: number;
            /** @description Where it starts on the road. */
            from: components["schemas"]["End"];
            /** @description The line driven. */
            geometry: components["schemas"]["Line"];
            /** @description The parts between the places passed, where there are any. */
            legs?: components["schemas"]["Leg"][];
            /** @description What to do on the way. */
            steps: components["schemas"]["Step"][];
            /** @description Where it ends on the road. */
            to: components["schemas"]["End"];
        };
        /** @description The fastest route, and others if they were asked for. */
        Routes: components["schemas"]["Route"] & {
            /**
             * @description Other routes a driver may like, when `alternatives` was asked for: each shares at most 80 % of the fastest route's
             *     time with it and with those before, takes at most 25 % longer and makes no detour of its own.
             */
            alternatives?: components["schemas"]["Route"][];
        };
        /** @description What shares are of. */
        Sample: {
            /** @description Addresses near a road. */
            addresses: number;
            /** @description Named places near a road. */
            places: number;
        };
        /** @description When a request comes back. */
        Schedule: {
            /**
             * Format: date-time
             * @description The moment.
             */
            at: string;
        };
        /** @description A frame from the server. */
        ServerMessage: {
            /** @description Names the log. */
            epoch: string;
            /**
             * Format: int64
             * @description Sequence number of the last event.
             */
            seq: number;
            /**
             * Format: date-time
             * @description The server's clock.
             */
            server_time: string;
            /** @enum {string} */
            type: "welcome";
        } | {
            /** @description Names the log. */
            epoch: string;
            /**
             * Format: int64
             * @description The board is as of this event.
             */
            seq: number;
            /** @description The board. */
            state: components["schemas"]["BoardState"];
            /** @enum {string} */
            type: "snapshot";
        } | {
            /**
             * Format: date-time
             * @description When it was decided.
             */
            at: string;
            /** @description Whole entities as they are now; empty when the client may not see them. */
            changed: components["schemas"]["LiveChanged"];
            /** @description What happened, such as `team_assigned`. */
            kind: string;
            /**
             * Format: int64
             * @description Its sequence number, one more than that of the event before.
             */
            seq: number;
            /** @enum {string} */
            type: "event";
        } | {
            /** @description Its id. */
            id: string;
            /**
             * Format: int64
             * @description Sequence number of its event.
             */
            seq: number;
            /** @enum {string} */
            type: "ack";
        } | {
            /** @description Its id. */
            id: string;
            /** @description Why. */
            problem: components["schemas"]["Problem"];
            /** @enum {string} */
            type: "reject";
        } | {
            /**
             * Format: date-time
             * @description The fix's time.
             */
            at: string;
            /** @description Why. */
            reason: string;
            /** @enum {string} */
            type: "position_refused";
        } | {
            /** @description The ranking. */
            recommendation: components["schemas"]["Recommendation"];
            /** @description The request. */
            request: components["schemas"]["RequestId"];
            /** @enum {string} */
            type: "recommendation";
        } | {
            /** @description The journeys that changed. */
            journeys: components["schemas"]["Underway"][];
            /** @enum {string} */
            type: "underway";
        } | {
            /** @description Why. */
            reason: string;
            /** @enum {string} */
            type: "resync";
        } | {
            /** @description Why. */
            problem: components["schemas"]["Problem"];
            /** @enum {string} */
            type: "error";
        };
        /** @description A ring of 3 to 500 corners; an empty one is everywhere. */
        ServiceArea: components["schemas"]["LngLat"][] | components["schemas"]["LngLat"][];
        /** @description What the service calls things, for pages to show. */
        ServiceInfo: {
            /** @description What teams can do, languages apart. */
            capabilities: components["schemas"]["Skill"][];
            /** @description The service itself. */
            name: components["schemas"]["Label"];
            /** @description From whom requests come, partners included; empty for roles that have no need of it. */
            sources: components["schemas"]["Source"][];
            /** @description Those who work in it, by role. */
            titles: {
                [key: string]: components["schemas"]["Label"];
            };
            /** @description The kinds of help, in the order in which they are offered. */
            types: components["schemas"]["TypeInfo"][];
            /**
             * Format: int64
             * @description Number of changes of the configuration so far.
             */
            version: number;
        };
        /** @description What apps are set up with. */
        Setup: {
            /** @description OwnTracks: scan it with the phone's camera. */
            owntracks: components["schemas"]["Code"];
            /** @description Traccar Client: its settings, "QR code". */
            traccar: components["schemas"]["Code"];
        };
        /** @description A team's time of work. */
        Shift: {
            /**
             * Format: date-time
             * @description When the team signed on.
             */
            began_at?: string | null;
            /** @description Who and what. */
            crew: components["schemas"]["Crew"];
            /**
             * Format: date-time
             * @description When the team signed off, or the plan was given up.
             */
            ended_at?: string | null;
            /**
             * Format: date-time
             * @description When it should begin, or began if nobody planned it.
             */
            from: string;
            /** @description Its id, such as `S9`. */
            id: components["schemas"]["ShiftId"];
            /** @description Where it stands. */
            state: components["schemas"]["ShiftState"];
            /** @description The team. */
            team: components["schemas"]["TeamId"];
            /**
             * Format: date-time
             * @description When it should end.
             */
            until?: string | null;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of a shift, such as S9. */
        ShiftId: string;
        /**
         * @description Where a shift stands.
         * @enum {string}
         */
        ShiftState: "planned" | "running" | "ended" | "cancelled";
        /** @description One line of the ranking a dispatcher saw. */
        Shown: {
            /**
             * Format: double
             * @description Time to arrive that was shown, seconds.
             */
            eta: number;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description A session has begun. */
        SignedIn: {
            /** @description The page to go to. */
            page: string;
            /** @description The role. */
            role: components["schemas"]["RoleName"];
            /** @description The session, for programs: send it as a Bearer token. Browsers have it as a cookie. */
            token: string;
        };
        /** @description Something a team can do. */
        Skill: {
            /** @description Its id, as requests and teams name it. */
            id: components["schemas"]["Capability"];
            /** @description In the language of the service, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /** @description In other languages, by BCP 47 tag. */
            names?: {
                [key: string]: string;
            };
        };
        /** @description A command with its key. */
        SocketCommand: {
            /** @description What is asked. */
            command: components["schemas"]["WireCommand"];
            /**
             * Format: int64
             * @description The version of what the command is about that the client saw.
             */
            expect_version?: number | null;
            /** @description The idempotency key: the same id again gets the same answer. */
            id: string;
        };
        /** @description Somebody from whom requests come. */
        Source: {
            /** @description Its id, as requests name it. */
            id: components["schemas"]["SourceId"];
            /** @description In the language of the service, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /** @description In other languages, by BCP 47 tag. */
            names?: {
                [key: string]: string;
            };
        };
        /** @description Who told of it, by the id that the service's configuration gives it, such as phone. */
        SourceId: string;
        /** @description The next stage of an assignment. */
        Stage: {
            /** @description `en_route`, `staged`, `on_scene`, `with_client`, `transporting`, `at_destination` or `clearing`. */
            to: components["schemas"]["TeamStatus"];
        };
        /** @description The board and the live positions at one moment. */
        State: components["schemas"]["BoardState"] & {
            /** @description Names this log; a new log has a new one. */
            epoch: string;
            /** @description Last known positions. */
            positions: components["schemas"]["Position"][];
            /**
             * Format: int64
             * @description Sequence number of the last event taken in.
             */
            seq: number;
        };
        /** @description From one manoeuvre to the next. */
        Step: {
            /**
             * Format: double
             * @description Length, metres.
             */
            distance: number;
            /**
             * Format: double
             * @description Time, seconds.
             */
            duration: number;
            /** @description First and last point of the step in the route's line. */
            geometry_index: number[];
            /** @description What to do, in English. */
            instruction: string;
            /** @description The lanes before its beginning, from the left to the right; none where any will do or nothing is known of them. */
            lanes: components["schemas"]["Lane"][];
            /** @description What to do at its beginning. */
            maneuver: components["schemas"]["Maneuver"];
            /** @description The street driven on. */
            name?: string | null;
            /** @description The road number. */
            ref?: string | null;
            /** @description The same in the other languages of the screens. */
            translations: components["schemas"]["Translations"];
        };
        /** @description A field team. */
        Team: {
            /** @description The ring around where it goes; everywhere, when empty. */
            area: components["schemas"]["LngLat"][];
            assignment?: components["schemas"]["AssignmentId"] | null;
            /** @description The name said on air. */
            callsign: string;
            /** @description What it can do. */
            capabilities: components["schemas"]["Capability"][];
            check_in?: components["schemas"]["CheckIn"] | null;
            /** @description What its members and its vehicle add to what it can do. */
            crew_capabilities: components["schemas"]["Capability"][];
            /**
             * Format: date-time
             * @description When the dispatcher answered the present emergency.
             */
            emergency_answered?: string | null;
            /** @description Its id, such as `T3`. */
            id: components["schemas"]["TeamId"];
            /**
             * Format: date-time
             * @description Start of the present shift.
             */
            on_shift_since?: string | null;
            post?: components["schemas"]["LngLat"] | null;
            shift?: components["schemas"]["ShiftId"] | null;
            /** @description What it does at the moment. */
            status: components["schemas"]["TeamStatus"];
            /**
             * Format: date-time
             * @description When that status began.
             */
            status_since: string;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of a team, such as T3. */
        TeamId: string;
        /**
         * @description What a team does at the moment.
         * @enum {string}
         */
        TeamStatus: "off_duty" | "available" | "assigned" | "acknowledged" | "en_route" | "staged" | "on_scene" | "with_client" | "transporting" | "at_destination" | "clearing" | "returning" | "out_of_service" | "emergency";
        /** @description Where a team was, as GeoJSON. */
        TeamTrack: {
            /** @description The fixes, by the device's clock. */
            features: components["schemas"]["TrackPoint"][];
            /**
             * Format: date-time
             * @description Cursor of the next part; null at the end.
             */
            next?: string | null;
            /** @description `FeatureCollection`. */
            type: string;
        };
        /** @description What is better known of a team; fields left out stay. */
        TeamUpdate: {
            area?: components["schemas"]["ServiceArea"] | null;
            callsign?: components["schemas"]["CallName"] | null;
            /** @description Other capabilities. */
            capabilities?: components["schemas"]["Capability"][] | null;
            post?: components["schemas"]["LngLat"] | null;
        };
        /** @description A style of the map. */
        Theme: string;
        /** @description From this score on, a request has at least this priority. */
        Threshold: {
            /**
             * Format: int32
             * @description The priority.
             */
            priority: number;
            /**
             * Format: int32
             * @description The lowest score.
             */
            score: number;
        };
        /** @description Where something is told of that may have been told before. */
        Told: {
            except?: components["schemas"]["RequestId"] | null;
            /** @description The place. */
            position: components["schemas"]["LngLat"];
        };
        /**
         * @description What a client may ask to be told of.
         * @enum {string}
         */
        Topic: "events" | "positions";
        /** @description A code of an authenticator app. */
        TotpCode: {
            /** @description Six digits. */
            code: string;
        };
        /** @description A secret for an authenticator app. */
        TotpSecret: {
            /** @description As apps read it, from a QR code. */
            address: string;
            /** @description As people type it. */
            secret: string;
        };
        /** @description What a fix told beside its place. */
        TrackMoment: {
            /**
             * Format: double
             * @description Accuracy, metres.
             */
            accuracy?: number | null;
            /**
             * Format: date-time
             * @description When the device took it.
             */
            at: string;
            /**
             * Format: double
             * @description Direction of travel, degrees clockwise from north.
             */
            bearing?: number | null;
            /**
             * Format: double
             * @description Speed, metres per second.
             */
            speed?: number | null;
        };
        /** @description A point as GeoJSON. */
        TrackPlace: {
            /** @description Longitude and latitude. */
            coordinates: number[];
            /** @description `Point`. */
            type: string;
        };
        /** @description A fix as GeoJSON. */
        TrackPoint: {
            /** @description Where it was. */
            geometry: components["schemas"]["TrackPlace"];
            /** @description When, and how it moved. */
            properties: components["schemas"]["TrackMoment"];
            /** @description `Feature`. */
            type: string;
        };
        /** @description An instruction in every language but English, by its code. */
        Translations: {
            /** @description Spanish. */
            es: string;
            /** @description Russian. */
            ru: string;
        };
        /** @description Where a person is taken. */
        Transport: {
            /** @description The destination. */
            destination: components["schemas"]["DestinationId"];
            override_reason?: components["schemas"]["ReasonText"] | null;
        };
        /** @description The triage questions as they were answered. */
        Triage: {
            /** @description Id of the answer by id of the question. */
            answers: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Version of the form.
             */
            form_version: number;
            /**
             * Format: int32
             * @description Sum of the answers' weights.
             */
            score: number;
            /**
             * Format: int32
             * @description The priority that the score suggests.
             */
            suggested: number;
        };
        /** @description The questions asked for one kind of help. */
        TriageForm: {
            /** @description The questions, in the order in which they are asked. */
            questions: components["schemas"]["Question"][];
            /** @description The priority of a score; below all of them it is 4. */
            thresholds: components["schemas"]["Threshold"][];
            /** @description The kind of help. */
            type: components["schemas"]["RequestType"];
            /**
             * Format: int64
             * @description Number of changes so far; 0 for the built-in form.
             */
            version: number;
        };
        /** @description From where to where, and how. */
        Trip: {
            /** @description How many other routes to tell, at most 3; only without `via`. When not given, `alternatives` is not in the answer. */
            alternatives?: number | null;
            /** @description What to keep off, whatever it costs. */
            avoid?: components["schemas"]["Avoid"];
            /**
             * @description Whether one goes on in the direction of travel at the places of `via` (`true`) or may turn round there on the spot;
             *     when not given, `true` for a car and `false` otherwise.
             */
            continue_straight?: boolean | null;
            /**
             * Format: date-time
             * @description When one sets off, at most a year ahead; now when not given. Rules of the map, speeds by hour and closures
             *     (planned ones, too) are those of this moment.
             */
            depart_at?: string | null;
            /** @description Longitude and latitude of the start. */
            from: components["schemas"]["LngLat"];
            /** @description How one travels; by car when not given. */
            mode?: components["schemas"]["Means"];
            /** @description Longitude and latitude of the end. */
            to: components["schemas"]["LngLat"];
            /** @description Places to pass in this order, at most 25. */
            via?: components["schemas"]["LngLat"][];
        };
        /** @description A kind of help. */
        TypeInfo: {
            /** @description Goals of its own in the place of the service's: seconds for priority 1 to 4. */
            goals?: number[] | null;
            /** @description In the language of the service. */
            name: string;
            /** @description In other languages, by BCP 47 tag. */
            names: {
                [key: string]: string;
            };
            /** @description Whether it is no longer offered for new requests. */
            retired: boolean;
            /** @description Its id, as requests name it. */
            type: components["schemas"]["RequestType"];
        };
        /** @description How far a team is on its way to a request, or with a person to a destination. */
        Underway: {
            /** @description It seems to be there: ask the team. */
            arrived: boolean;
            /**
             * Format: date-time
             * @description When it is expected to arrive.
             */
            arrives_at: string;
            /** @description The assignment it drives for. */
            assignment: components["schemas"]["AssignmentId"];
            destination?: components["schemas"]["DestinationId"] | null;
            /**
             * Format: double
             * @description Way left, metres.
             */
            distance: number;
            reason?: components["schemas"]["RerouteReason"] | null;
            /**
             * Format: double
             * @description Driving time left, seconds.
             */
            remaining: number;
            /**
             * Format: int32
             * @description Number of its route, from 1 on each way: when it changes, the route is another.
             */
            route: number;
            /** @description The team. */
            team: components["schemas"]["TeamId"];
        };
        /** @description How busy the teams were in a period. */
        UtilisationReport: {
            clock: components["schemas"]["Clock"];
            /** @description A line for each team. */
            rows: components["schemas"]["UtilisationRow"][];
        };
        /** @description How busy a team was. */
        UtilisationRow: {
            /** @description Its callsign. */
            callsign: string;
            /**
             * Format: double
             * @description Time committed to tasks, seconds.
             */
            committed_s: number;
            /** @description Of these: cleared by it. */
            completed: number;
            /**
             * Format: double
             * @description Time on shift, seconds.
             */
            on_shift_s: number;
            /** @description Tasks that it was notified of in the period. */
            tasks: number;
            /** @description The team. */
            team: string;
            /**
             * Format: double
             * @description The share of the time on shift that was committed, 0 to 1; null when the team was not on shift.
             */
            utilisation?: number | null;
        };
        /** @description A car. */
        Vehicle: {
            /** @description What it adds to a team. */
            capabilities: components["schemas"]["Capability"][];
            /** @description Its id, such as `V2`. */
            id: components["schemas"]["VehicleId"];
            /** @description How it is called. */
            label: string;
            /** @description Why it may not be driven at the moment. */
            out_of_service?: string | null;
            /**
             * Format: int32
             * @description Seats for people who are taken along.
             */
            seats: number;
            /**
             * Format: int64
             * @description Number of changes so far.
             */
            version: number;
        };
        /** @description Id of a vehicle, such as V2. */
        VehicleId: string;
        /** @description Whether a vehicle may be driven. */
        VehicleService: {
            out_of_service?: components["schemas"]["ReasonText"] | null;
        };
        /** @description How many requests came in a period. */
        VolumeReport: {
            /** @description What requests are put together by. */
            by: components["schemas"]["By"];
            clock: components["schemas"]["Clock"];
            /** @description What the groups are, where that does not go without saying. */
            groups?: string | null;
            /** @description A line for each group. */
            rows: components["schemas"]["VolumeRow"][];
        };
        /** @description How many requests a group has; all other numbers are of these. */
        VolumeRow: {
            /** @description Another request stands for them. */
            duplicates: number;
            /** @description The group. */
            group: string;
            /** @description Not ended, or taken up again. */
            open: number;
            /** @description Priority 1 now. */
            priority_1: number;
            /** @description Priority 2 now. */
            priority_2: number;
            /** @description Priority 3 now. */
            priority_3: number;
            /** @description Priority 4 now. */
            priority_4: number;
            /** @description All requests, duplicates included. */
            requests: number;
            /** @description Scheduled for later at some time. */
            scheduled: number;
        };
        /** @description A warning about the place of a request. */
        Warning: {
            /** @description The flag. */
            flag: components["schemas"]["FlagId"];
            /** @description What a team must be able to do to go there. */
            requires: components["schemas"]["Capability"][];
            /** @description What to know. */
            text: string;
        };
        /**
         * @description From the places or to them.
         * @enum {string}
         */
        Way: "depart" | "arrive";
        /** @description A command with what it is about, as written on the socket. */
        WireCommand: {
            /** @enum {string} */
            kind: "sign_on";
            team: components["schemas"]["TeamId"];
        } | {
            /** @enum {string} */
            kind: "sign_off";
            team: components["schemas"]["TeamId"];
        } | (components["schemas"]["NewStatus"] & {
            team: components["schemas"]["TeamId"];
        } & {
            /** @enum {string} */
            kind: "set_team_status";
        }) | (components["schemas"]["NewRequest"] & {
            /** @enum {string} */
            kind: "create_request";
        }) | (components["schemas"]["RequestUpdate"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "update_request";
        }) | (components["schemas"]["Hold"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "hold_request";
        }) | {
            /** @enum {string} */
            kind: "resume_request";
            request: components["schemas"]["RequestId"];
        } | (components["schemas"]["NewAssignment"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "assign";
        }) | {
            assignment: components["schemas"]["AssignmentId"];
            /** @enum {string} */
            kind: "acknowledge";
        } | (components["schemas"]["Reason"] & {
            assignment: components["schemas"]["AssignmentId"];
        } & {
            /** @enum {string} */
            kind: "decline";
        }) | (components["schemas"]["Stage"] & {
            assignment: components["schemas"]["AssignmentId"];
        } & {
            /** @enum {string} */
            kind: "advance";
        }) | {
            assignment: components["schemas"]["AssignmentId"];
            /** @enum {string} */
            kind: "clear";
        } | (components["schemas"]["Reason"] & {
            assignment: components["schemas"]["AssignmentId"];
        } & {
            /** @enum {string} */
            kind: "cancel_assignment";
        }) | {
            /** @enum {string} */
            kind: "begin_triage";
            request: components["schemas"]["RequestId"];
        } | (components["schemas"]["Answers"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "triage";
        }) | (components["schemas"]["Schedule"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "schedule_request";
        }) | (components["schemas"]["Merge"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "merge_request";
        }) | (components["schemas"]["NewNote"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "add_note";
        }) | (components["schemas"]["NewHandOver"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "hand_over";
        }) | (components["schemas"]["Acknowledgement"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "acknowledge_hand_over";
        }) | (components["schemas"]["Proposal"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "propose";
        }) | (components["schemas"]["Redirection"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "preempt";
        }) | {
            assignment: components["schemas"]["AssignmentId"];
            /** @enum {string} */
            kind: "confirm";
        } | (components["schemas"]["Redirection"] & {
            assignment: components["schemas"]["AssignmentId"];
        } & {
            /** @enum {string} */
            kind: "reassign";
        }) | (components["schemas"]["Transport"] & {
            assignment: components["schemas"]["AssignmentId"];
        } & {
            /** @enum {string} */
            kind: "transport";
        }) | (components["schemas"]["CheckInTimer"] & {
            team: components["schemas"]["TeamId"];
        } & {
            /** @enum {string} */
            kind: "set_check_in";
        }) | {
            /** @enum {string} */
            kind: "check_in";
            team: components["schemas"]["TeamId"];
        } | {
            /** @enum {string} */
            kind: "answer_emergency";
            team: components["schemas"]["TeamId"];
        } | (components["schemas"]["NewClosure"] & {
            /** @enum {string} */
            kind: "create_closure";
        }) | {
            closure: components["schemas"]["ClosureId"];
            /** @enum {string} */
            kind: "end_closure";
        } | (components["schemas"]["Closing"] & {
            request: components["schemas"]["RequestId"];
        } & {
            /** @enum {string} */
            kind: "close_request";
        });
        /** @description An area that reports go by. */
        Zone: {
            /** @description What people call it, 1 to 80 characters. */
            name: components["schemas"]["NameText"];
            /** @description The ring around it, 3 to 500 corners, not closed. */
            ring: components["schemas"]["LngLat"][];
        };
        Zoom: number;
    };
    responses: {
        /** @description Body too large */
        "body-too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed */
        forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Internal error */
        internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Invalid field */
        "invalid-field": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Malformed body */
        "malformed-body": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Method not allowed */
        "method-not-allowed": {
            headers: {
                /** @description the methods that the address takes */
                Allow: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No route */
        "no-route": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No road near this point */
        "no-segment": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found */
        "not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Changed since */
        "stale-version": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Storage full */
        "storage-full": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many calls */
        "too-many-calls": {
            headers: {
                /** @description seconds after which there is room again */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Sign-in needed */
        unauthorized: {
            headers: {
                /** @description how to sign in */
                "WWW-Authenticate": "Bearer";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unavailable */
        unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported media type */
        "unsupported-media-type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Wrong state */
        "wrong-state": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
        IdempotencyKey: string;
        /** @description The version that the caller saw, in quotes, as its ETag was. */
        IfMatch: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    root: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how to sign in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description the role's page */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description as in the caller's If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    account_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    accounts: {
        parameters: {
            query?: {
                /** @description Most entries to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["AccountId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Account"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    add_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as U3 */
                id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    change_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as U3 */
                id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as U3 */
                id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    assignments: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["AssignmentId"];
                /** @description only those in this outcome */
                state?: components["schemas"]["Outcome"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Assignment"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    assignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    advance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    clear: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    confirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    decline: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    reassign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Redirection"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    to_goal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowedRoute"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    transport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as A7 */
                id: components["schemas"]["AssignmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Transport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    accesses: {
        parameters: {
            query?: {
                /** @description Only by this actor, such as `supervisor:U3`. */
                actor?: string;
                /** @description Only about this, such as R12 or U4. */
                subject?: string;
                /** @description Only this action, such as `read`. */
                action?: "signed_in" | "sign_in_failed" | "locked_out" | "signed_out" | "refused" | "read" | "broke_glass" | "account_made" | "account_changed" | "invited" | "password_set" | "totp_on" | "totp_off" | "link_made" | "device_made" | "device_revoked";
                /** @description Most entries to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["RecordNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accesses"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    city: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityInfo"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    closures: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["ClosureId"];
                /** @description only those in this state */
                state?: components["schemas"]["ClosureState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Closure"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    create_closure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClosure"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closure"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    closure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as C2 */
                id: components["schemas"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closure"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    end_closure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as C2 */
                id: components["schemas"]["ClosureId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closure"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    configuration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configuration"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    configure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Configuration"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configuration"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    compare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileText"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/toml": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    configure_by_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileText"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configuration"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    past: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastChange"][];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    destinations: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["DestinationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Destination"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    add_destination: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDestination"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    destination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as D2 */
                id: components["schemas"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    update_destination: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as D2 */
                id: components["schemas"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DestinationUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    retire_destination: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as D2 */
                id: components["schemas"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Destination"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    devices: {
        parameters: {
            query?: {
                /** @description Only those of this team. */
                team?: components["schemas"]["TeamId"];
                /** @description Most devices to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["DeviceCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Device"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    make_device: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDevice"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeDevice"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    remove_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the device */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    flags: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["FlagId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Flag"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    add_flag: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flag"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as F2 */
                id: components["schemas"]["FlagId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flag"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    end_flag: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as F2 */
                id: components["schemas"]["FlagId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flag"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    geocode: {
        parameters: {
            query: {
                /** @description What to look for, such as "12 Main Street", "Main & First", "pharmacy"; at most 200 characters. */
                q: string;
                /** @description Most hits, 1 to 50; 10 when not given. */
                limit?: number;
                /** @description Longitude and latitude, with a comma: hits nearer to it come first. */
                near?: components["schemas"]["CommaPlace"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the socket is open */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    change_log: {
        parameters: {
            query?: {
                /** @description Most entries to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["RecordNumber"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Log"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    set_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    begin_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpSecret"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    drop_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description off */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    confirm_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpCode"];
            };
        };
        responses: {
            /** @description on */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    members: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["MemberId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Member"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as M4 */
                id: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    update_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as M4 */
                id: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MemberUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    retire_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as M4 */
                id: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Positions"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneOrMore"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    within: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reached"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    for_question: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Question"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recommendation"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    joint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointAssignment"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    referrals: {
        parameters: {
            query?: {
                /** @description Most entries to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before, which is newer */
                cursor?: components["schemas"]["RequestId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Referral"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    file_referral: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReferral"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    referral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    dispositions: {
        parameters: {
            query?: {
                /** @description Begin of the time of receipt, RFC 3339; 30 days before the end when not given. */
                from?: string;
                /** @description Its end, RFC 3339, which does not count; now when not given. */
                to?: string;
                /** @description What requests are put together by; nothing when not given. */
                by?: components["schemas"]["By"];
                /** @description As what; when not given, CSV for those who accept `text/csv`, else JSON. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispositionReport"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    etas: {
        parameters: {
            query?: {
                /** @description Begin, RFC 3339; 30 days before the end when not given. */
                from?: string;
                /** @description End, RFC 3339; now when not given. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EtaReport"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    intervals: {
        parameters: {
            query?: {
                /** @description Begin of the time of receipt, RFC 3339; 30 days before the end when not given. */
                from?: string;
                /** @description Its end, RFC 3339, which does not count; now when not given. */
                to?: string;
                /** @description What requests are put together by; nothing when not given. */
                by?: components["schemas"]["By"];
                /** @description As what; when not given, CSV for those who accept `text/csv`, else JSON. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntervalReport"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    utilisation: {
        parameters: {
            query?: {
                /** @description Begin, RFC 3339; 30 days before the end when not given. */
                from?: string;
                /** @description End, RFC 3339, which does not count; now when not given. */
                to?: string;
                /** @description As what; when not given, CSV for those who accept `text/csv`, else JSON. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UtilisationReport"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    volumes: {
        parameters: {
            query?: {
                /** @description Begin of the time of receipt, RFC 3339; 30 days before the end when not given. */
                from?: string;
                /** @description Its end, RFC 3339, which does not count; now when not given. */
                to?: string;
                /** @description What requests are put together by; nothing when not given. */
                by?: components["schemas"]["By"];
                /** @description As what; when not given, CSV for those who accept `text/csv`, else JSON. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolumeReport"];
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    requests: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["RequestId"];
                /** @description only those in this state */
                state?: components["schemas"]["RequestState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Request"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    create_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    duplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Told"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"][];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    update_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RequestUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    begin_triage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssignment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    break_glass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Emergency"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Closing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    hand_over: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHandOver"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    acknowledge_hand_over: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acknowledgement"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Hold"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    add_note: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    preempt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Redirection"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    propose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposal"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    for_request: {
        parameters: {
            query?: {
                /** @description How many teams to name, 1 to 100; 5 when not given. */
                k?: number;
            };
            header?: never;
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recommendation"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    schedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Schedule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    triage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as R12 */
                id: components["schemas"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Answers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    reverse: {
        parameters: {
            query: {
                /** @description Longitude. */
                lng: number;
                /** @description Latitude. */
                lat: number;
                /** @description Most hits, 1 to 50; 10 when not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    between: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Trip"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Routes"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    shifts: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["ShiftId"];
                /** @description only those in this state */
                state?: components["schemas"]["ShiftState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Shift"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    plan_shift: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShift"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    shift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as S9 */
                id: components["schemas"]["ShiftId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    cancel_shift: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as S9 */
                id: components["schemas"]["ShiftId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    change_crew: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as S9 */
                id: components["schemas"]["ShiftId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Crew"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    sign_in_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Entrance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    make_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    teams: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["TeamId"];
                /** @description only those in this status */
                state?: components["schemas"]["TeamStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Team"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    add_team: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    update_team: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TeamUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    answer_emergency: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    check_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    set_check_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckInTimer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    sign_off: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    sign_on: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    set_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatus"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    track: {
        parameters: {
            query?: {
                /** @description Begin, RFC 3339; a day before the end when not given. */
                from?: string;
                /** @description End, RFC 3339, not included; now when not given. */
                to?: string;
                /** @description Most fixes to look at, 1 to 5000; 1000 when not given. */
                limit?: number;
                /** @description `next` of the part before; then it begins there. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description such as T3 */
                id: components["schemas"]["TeamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamTrack"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    triage_forms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageForm"][];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    triage_form: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the kind of help */
                type: components["schemas"]["RequestType"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageForm"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    set_triage_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the kind of help */
                type: components["schemas"]["RequestType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTriageForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageForm"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    vehicles: {
        parameters: {
            query?: {
                /** @description Most entities to answer, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description `next` of the page before */
                cursor?: components["schemas"]["VehicleId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listed_Vehicle"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    add_vehicle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVehicle"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vehicle"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    vehicle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description such as V2 */
                id: components["schemas"]["VehicleId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vehicle"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    set_service: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: when it comes again with the same key, it is answered again and not done again. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The version that the caller saw, in quotes, as its ETag was. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description such as V2 */
                id: components["schemas"]["VehicleId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["VehicleService"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vehicle"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            412: components["responses"]["stale-version"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    welcome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    configuration_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    crews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description as in the caller's If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    dispatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description as in the caller's If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    field: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description as in the caller's If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    geocode_alias: {
        parameters: {
            query: {
                /** @description What to look for, such as "12 Main Street", "Main & First", "pharmacy"; at most 200 characters. */
                q: string;
                /** @description Most hits, 1 to 50; 10 when not given. */
                limit?: number;
                /** @description Longitude and latitude, with a comma: hits nearer to it come first. */
                near?: components["schemas"]["CommaPlace"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    by_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description taken in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    by_body: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description taken in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    owntracks_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description messages for the app: none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>[];
                };
            };
            400: components["responses"]["malformed-body"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            409: components["responses"]["wrong-state"];
            413: components["responses"]["body-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    partner_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    people_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    plan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description as in the caller's If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    record_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    reports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    reverse_alias: {
        parameters: {
            query: {
                /** @description Longitude. */
                lng: number;
                /** @description Latitude. */
                lat: number;
                /** @description Most hits, 1 to 50; 10 when not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    isochrone: {
        parameters: {
            query?: {
                /** @description Minutes with commas, ascending, each 1 to 60, at most six. */
                contours_minutes?: components["schemas"]["CommaNumbers"];
                /** @description Instead of minutes: metres driven by the shortest way, ascending, each 1 to 100,000, at most six. */
                contours_meters?: components["schemas"]["CommaNumbers"];
                /** @description A colour of six hexadecimal digits for each contour, with commas; told back as `color` and `fillColor`. */
                contours_colors?: components["schemas"]["CommaColours"];
                /** @description Areas (`true`) or their outlines as lines (`false`, when not given). */
                polygons?: boolean;
                /**
                 * @description Areas and holes smaller than this share (0 to 1) of the contour's largest area are left out; 1, when not
                 *     given, leaves the largest, and 0 keeps all.
                 */
                denoise?: number;
                /** @description Metres (0 to 10,000) that outlines may lie farther out to need fewer points; 0 when not given. */
                generalize?: number;
                /** @description From the places (`depart`, when not given) or to them (`arrive`). */
                direction?: components["schemas"]["Way"];
            };
            header?: never;
            path: {
                /** @description car, foot or bicycle; or driving, walking or cycling, which are the same */
                profile: components["schemas"]["Profile"];
                /** @description longitude,latitude; more places after semicolons, at most 200 */
                coordinates: components["schemas"]["CommaPlaces"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Isochrones"];
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    "r/match": {
        parameters: {
            query?: {
                /** @description seconds since 1970 for each coordinate */
                timestamps?: components["schemas"]["OsrmTimes"];
                /** @description accuracy in metres for each coordinate */
                radiuses?: components["schemas"]["OsrmRadiuses"];
                /** @description unrestricted, curb or opposite for each coordinate: on which side of the street driven it lies */
                approaches?: components["schemas"]["OsrmApproaches"];
                /** @description some of toll, motorway, ferry: no point is put onto them, and no way between two leads over them */
                exclude?: components["schemas"]["OsrmExclude"];
                /** @description split or ignore */
                gaps?: components["schemas"]["OsrmGaps"];
                /** @description leave out points that stand where the one before does */
                tidy?: boolean;
                /** @description numbers of the coordinates that end legs */
                waypoints?: components["schemas"]["OsrmNumbers"];
            };
            header?: never;
            path: {
                /** @description as of route */
                profile: components["schemas"]["Profile"];
                /** @description as of route; at most 100 */
                coordinates: components["schemas"]["OsrmPlaces"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as OSRM 5 answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description code and message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    nearest: {
        parameters: {
            query?: {
                /** @description how many streets, at most 100 */
                number?: number;
            };
            header?: never;
            path: {
                /** @description as of route */
                profile: components["schemas"]["Profile"];
                /** @description as of route; at most 10 */
                coordinates: components["schemas"]["OsrmPlaces"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as OSRM 5 answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description code and message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    route: {
        parameters: {
            query?: {
                /** @description false, true or how many, at most 3 */
                alternatives?: components["schemas"]["OsrmAlternatives"];
                /** @description tell the steps */
                steps?: boolean;
                /** @description true, or some of nodes, distance, duration, datasources, weight, speed */
                annotations?: components["schemas"]["OsrmAnnotations"];
                /** @description polyline, polyline6 or geojson */
                geometries?: components["schemas"]["OsrmGeometries"];
                /** @description simplified, full or false */
                overview?: components["schemas"]["OsrmOverview"];
                /** @description default, true or false */
                continue_straight?: components["schemas"]["OsrmContinue"];
                /** @description numbers of the coordinates that end legs */
                waypoints?: components["schemas"]["OsrmNumbers"];
                /** @description metres or unlimited, for each coordinate */
                radiuses?: components["schemas"]["OsrmRadiuses"];
                /** @description degrees,difference for each coordinate */
                bearings?: components["schemas"]["OsrmBearings"];
                /** @description unrestricted, curb or opposite for each coordinate */
                approaches?: components["schemas"]["OsrmApproaches"];
                /** @description some of toll, motorway, ferry */
                exclude?: components["schemas"]["OsrmExclude"];
                /** @description hints of earlier answers, for each coordinate */
                hints?: components["schemas"]["OsrmHints"];
                /** @description default or any: whether places may also be put onto ferries on their way and onto streets that cannot be left or entered */
                snapping?: components["schemas"]["OsrmSnapping"];
            };
            header?: never;
            path: {
                /** @description car, foot or bike; or driving, walking, bicycle or cycling, which are the same */
                profile: components["schemas"]["Profile"];
                /** @description longitude,latitude with semicolons between them, or polyline(…), or polyline6(…); at most 500 */
                coordinates: components["schemas"]["OsrmPlaces"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as OSRM 5 answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description code and message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    table: {
        parameters: {
            query?: {
                /** @description all, or numbers of coordinates */
                sources?: components["schemas"]["OsrmNumbers"];
                /** @description all, or numbers of coordinates */
                destinations?: components["schemas"]["OsrmNumbers"];
                /** @description duration, distance or both */
                annotations?: components["schemas"]["OsrmTableAnnotations"];
                /** @description metres per second along the straight line where there is no way */
                fallback_speed?: number;
                /** @description input or snapped */
                fallback_coordinate?: components["schemas"]["OsrmFallback"];
                /** @description multiplies the durations */
                scale_factor?: number;
            };
            header?: never;
            path: {
                /** @description as of route */
                profile: components["schemas"]["Profile"];
                /** @description as of route; at most 10,000, and a million cells, or 10,000 cells with distances */
                coordinates: components["schemas"]["OsrmPlaces"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as OSRM 5 answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description code and message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    trip: {
        parameters: {
            query?: {
                /** @description whether it comes back */
                roundtrip?: boolean;
                /** @description any or first */
                source?: components["schemas"]["OsrmSource"];
                /** @description any or last */
                destination?: components["schemas"]["OsrmDestination"];
            };
            header?: never;
            path: {
                /** @description as of route */
                profile: components["schemas"]["Profile"];
                /** @description as of route; at most 100 */
                coordinates: components["schemas"]["OsrmPlaces"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as OSRM 5 answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description code and message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    other: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description whatever it is */
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description code and message */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    sign_in: {
        parameters: {
            query: {
                /** @description secret of the link */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description signed in; on to the role's page */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthorized"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    style: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description light.json or dark.json */
                theme: components["schemas"]["Theme"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description MapLibre style */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    tile_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description TileJSON 3 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    tile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the zoom */
                z: components["schemas"]["Zoom"];
                /** @description the column, from the west */
                x: number;
                /** @description the row, from the north */
                y: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mapbox Vector Tile, gzipped */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": number[];
                };
            };
            /** @description nothing is drawn there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description as in the caller's If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-field"];
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
    welcome_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["too-many-calls"];
            503: components["responses"]["unavailable"];
        };
    };
}
