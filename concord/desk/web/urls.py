from django.urls import path

from concord.desk.web import (
    administration,
    administration_reviews,
    audit_changes,
    audit_log,
    audit_questions,
    audit_readers,
    ceilings,
    children,
    emergency,
    exporting,
    family,
    figures,
    home,
    identity,
    interest_keeping,
    interests,
    joining,
    links,
    network,
    paper,
    person_corrections,
    person_details,
    protected_addresses,
    search,
    sight,
    things,
    who_can_see,
    whom,
)

app_name = "desk"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("notices/<uuid:pk>/put-away", home.PutAway.as_view(), name="put_away"),
    path("children", children.Children.as_view(), name="children"),
    path("children/export", exporting.ExportChildren.as_view(), name="export_children"),
    path("children/<uuid:pk>", children.ShowChild.as_view(), name="child"),
    path("children/<uuid:pk>/export", paper.ExportChild.as_view(), name="export_child"),
    path("children/<uuid:pk>/who-can-see", who_can_see.WhoCanSee.as_view(), name="child_access"),
    path("children/<uuid:pk>/restrict", sight.Restrict.as_view(), name="restrict"),
    path(
        "children/<uuid:pk>/lift-restriction",
        sight.LiftRestriction.as_view(),
        name="lift_restriction",
    ),
    path("children/<uuid:pk>/seal", sight.ProposeSeal.as_view(), name="propose_seal"),
    path("children/<uuid:pk>/unseal", sight.ProposeUnsealing.as_view(), name="propose_unsealing"),
    path("children/<uuid:pk>/hold", sight.PlaceHold.as_view(), name="place_hold"),
    path("children/<uuid:pk>/lift-hold", sight.LiftHold.as_view(), name="lift_hold"),
    path("subjects/add", things.ChooseKind.as_view(), name="choose_thing"),
    path("subjects/add/<slug:kind>", things.AddThing.as_view(), name="add_thing"),
    path("subjects/<uuid:pk>", things.ShowThing.as_view(), name="thing"),
    path("subjects/<uuid:pk>/connections", links.Connections.as_view(), name="connections"),
    path("subjects/<uuid:pk>/network", network.Network.as_view(), name="network"),
    path(
        "subjects/<uuid:pk>/network/export", network.ExportNetwork.as_view(), name="export_network"
    ),
    path("children/<uuid:pk>/alike", identity.Alike.as_view(), name="alike"),
    path("children/<uuid:pk>/alike/answer", identity.JudgePair.as_view(), name="judge"),
    path("children/<uuid:pk>/alike/join", joining.ProposeJoining.as_view(), name="join"),
    path("restricted-people/<uuid:pk>", identity.SettleHidden.as_view(), name="hidden_candidate"),
    path("joinings/<uuid:pk>", joining.AnswerJoining.as_view(), name="answer_joining"),
    path("joinings/<uuid:pk>/undo", joining.ProposeUndoing.as_view(), name="undo_joining"),
    path("subjects/<uuid:pk>/connect", links.Connect.as_view(), name="connect"),
    path("children/<uuid:pk>/family/add", family.AddRelative.as_view(), name="add_relative"),
    path(
        "connections/<uuid:pk>/contact", family.ContactRelative.as_view(), name="contact_relative"
    ),
    path("connections/<uuid:pk>", links.ReviewLink.as_view(), name="review_link"),
    path("children/<uuid:pk>/not-for-me", sight.ShouldNotSee.as_view(), name="should_not_see"),
    path("seals/<uuid:pk>", sight.AnswerSeal.as_view(), name="answer_seal"),
    path("children/<uuid:pk>/who-opened", audit_readers.WhoOpened.as_view(), name="child_readers"),
    path("children/<uuid:pk>/changes", audit_changes.WhatChanged.as_view(), name="child_changes"),
    path(
        "children/<uuid:pk>/changes/<uuid:record>",
        audit_changes.WhatChanged.as_view(),
        name="record_changes",
    ),
    path(
        "children/<uuid:pk>/addresses",
        protected_addresses.Addresses.as_view(),
        name="addresses",
    ),
    path(
        "children/<uuid:pk>/details", person_details.PersonDetails.as_view(), name="person_details"
    ),
    path("children/<uuid:pk>/names/add", person_details.AddName.as_view(), name="add_name"),
    path("children/<uuid:pk>/numbers/add", person_details.AddNumber.as_view(), name="add_number"),
    path(
        "children/<uuid:pk>/addresses/add",
        person_details.AddAddress.as_view(),
        name="add_address",
    ),
    path(
        "children/<uuid:pk>/correct",
        person_corrections.CorrectPerson.as_view(),
        name="correct_person",
    ),
    path(
        "names/<uuid:pk>/take-back",
        person_corrections.TakeBackName.as_view(),
        name="take_back_name",
    ),
    path(
        "numbers/<uuid:pk>/take-back",
        person_corrections.TakeBackNumber.as_view(),
        name="take_back_number",
    ),
    path(
        "addresses/<uuid:pk>/take-back",
        person_corrections.TakeBackAddress.as_view(),
        name="take_back_address",
    ),
    path("children/<uuid:pk>/describe", person_details.DescribePerson.as_view(), name="describe"),
    path(
        "addresses/<uuid:pk>/show", protected_addresses.ShowAddress.as_view(), name="show_address"
    ),
    path(
        "addresses/<uuid:pk>/protect",
        protected_addresses.ProtectAddress.as_view(),
        name="protect_address",
    ),
    path(
        "addresses/<uuid:pk>/lift-protection",
        protected_addresses.LiftProtection.as_view(),
        name="lift_protection",
    ),
    path("search", search.Search.as_view(), name="search"),
    path("whom-it-may-be", whom.WhomItMayBe.as_view(), name="whom"),
    path("audit", audit_log.AuditLog.as_view(), name="audit_log"),
    path("audit/questions", audit_questions.Questions.as_view(), name="audit_questions"),
    path(
        "audit/questions/<uuid:pk>",
        audit_questions.AnswerQuestion.as_view(),
        name="audit_question",
    ),
    path("audit/find", audit_log.FindChild.as_view(), name="audit_find"),
    path(
        "audit/children/<uuid:pk>", audit_readers.WhoOpenedForKeeper.as_view(), name="audit_child"
    ),
    path("emergency-access", emergency.AskForEmergency.as_view(), name="emergency"),
    path(
        "emergency-access/<uuid:pk>/told",
        emergency.ToldOfEmergency.as_view(),
        name="emergency_told",
    ),
    path("emergency-access/not-opened", emergency.InVain.as_view(), name="emergency_in_vain"),
    path(
        "emergency-access/reviews", emergency.EmergencyReviews.as_view(), name="emergency_reviews"
    ),
    path(
        "emergency-access/<uuid:pk>", emergency.ReviewEmergency.as_view(), name="emergency_review"
    ),
    path("conflicts-of-interest", interests.OwnInterests.as_view(), name="interests"),
    path(
        "conflicts-of-interest/declare",
        interests.DeclareInterest.as_view(),
        name="declare_interest",
    ),
    path(
        "conflicts-of-interest/declare-about",
        interests.DeclareAbout.as_view(),
        name="declare_about",
    ),
    path(
        "conflicts-of-interest/your-details",
        interests.OwnDetails.as_view(),
        name="interest_details",
    ),
    path(
        "conflicts-of-interest/all", interest_keeping.InterestQueue.as_view(), name="interest_queue"
    ),
    path(
        "conflicts-of-interest/proposals/<uuid:pk>",
        interest_keeping.AnswerInterest.as_view(),
        name="answer_interest",
    ),
    path(
        "conflicts-of-interest/<uuid:pk>/lift",
        interest_keeping.LiftInterest.as_view(),
        name="lift_interest",
    ),
    path("roles", ceilings.RoleMatrix.as_view(), name="role_matrix"),
    path("roles/change", ceilings.ProposeCeiling.as_view(), name="propose_ceiling"),
    path("roles/changes/<uuid:pk>", ceilings.AnswerCeiling.as_view(), name="answer_ceiling"),
    path("people", administration.People.as_view(), name="people"),
    path("people/add", administration.AddPerson.as_view(), name="add_person"),
    path("people/roles-waiting", administration.Proposals.as_view(), name="proposals"),
    path(
        "people/roles-waiting/<uuid:pk>",
        administration.AnswerProposal.as_view(),
        name="answer_proposal",
    ),
    path("people/reviews", administration_reviews.Reviews.as_view(), name="reviews"),
    path(
        "people/reviews/start", administration_reviews.StartReviews.as_view(), name="start_reviews"
    ),
    path("people/reviews/<uuid:pk>", administration_reviews.ShowReview.as_view(), name="review"),
    path(
        "people/reviews/lines/<uuid:pk>",
        administration_reviews.DecideLine.as_view(),
        name="review_line",
    ),
    path("people/<uuid:pk>", administration.ShowPerson.as_view(), name="person"),
    path("people/<uuid:pk>/roles", administration.ChangeRoles.as_view(), name="change_roles"),
    path("people/<uuid:pk>/close", administration.CloseAccount.as_view(), name="close_account"),
    path("people/<uuid:pk>/reopen", administration.ReopenAccount.as_view(), name="reopen_account"),
    path("people/<uuid:pk>/sign-on", administration.RecogniseByAgency.as_view(), name="sign_on"),
    path("people/<uuid:pk>/link", administration.NewLink.as_view(), name="new_link"),
    path("figures", figures.Figures.as_view(), name="insight"),
    path("figures/<str:month>/<str:level>", figures.FigureList.as_view(), name="insight_list"),
]
